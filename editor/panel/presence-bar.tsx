import { useTranslations } from "use-intl";

/** In how many of the samples a field is there (NP-3): a bar, and the figures for whoever points at it. */
export function PresenceBar({ count, of }: { count: number; of: number }) {
  const t = useTranslations("panel.presence");
  const text = t("in", { count, of });
  return (
    <span title={text} className="flex w-7 items-center">
      <span aria-hidden className="h-[3px] w-full overflow-hidden rounded-full bg-line">
        <span
          className={count < of ? "block h-full bg-warn" : "block h-full bg-line-strong"}
          style={{ width: `${(100 * count) / Math.max(1, of)}%` }}
        />
      </span>
      <span className="sr-only">{text}</span>
    </span>
  );
}
