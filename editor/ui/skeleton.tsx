import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";

/** The place of something that is still loading. Give it the size of what will come, so that nothing jumps. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classNames("rounded-3 bg-sunken", className)} />;
}

/** Rows of a table or list that is still loading, announced once. */
export function SkeletonRows({ rows = 6 }: { rows?: number }) {
  const t = useTranslations("ui");
  return (
    <div role="status" className="flex flex-col">
      <span className="sr-only">{t("loading")}</span>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never change places
        <div key={index} className="flex h-row items-center gap-4 border-b border-line px-4">
          <Skeleton className="h-3 w-16" />
          <Skeleton className="h-3 w-1/3" />
          <Skeleton className="ml-auto h-3 w-24" />
        </div>
      ))}
    </div>
  );
}
