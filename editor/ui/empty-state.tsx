import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

export interface EmptyStateProps {
  /** What this place is for, or what is not here; one line. */
  title: string;
  /** Why it is empty now. */
  why: ReactNode;
  /** The one next action, usually a primary button. */
  action?: ReactNode;
  /** A second way on. */
  second?: ReactNode;
  /** `page` leaves room as a page of its own, `part` fits into a panel or table. */
  size?: "page" | "part";
  /** Makes the title the heading of the page, where the page has no other. */
  isPageTitle?: boolean;
  className?: string;
}

/** Stands where something could be: what, why it is empty, the next action, a second way. */
export function EmptyState({
  title,
  why,
  action,
  second,
  size = "part",
  isPageTitle = false,
  className,
}: EmptyStateProps) {
  const page = size === "page";
  const Heading = isPageTitle ? "h1" : "h2";
  return (
    <div
      className={classNames(
        "flex flex-col items-start gap-2 text-left",
        page ? "max-w-[56ch] px-8 py-12" : "px-4 py-6",
        className,
      )}
    >
      {page ? <Heading className="text-2xl">{title}</Heading> : <p className="font-medium">{title}</p>}
      <div className={classNames("max-w-[72ch] text-ink-2", page && "text-lg")}>{why}</div>
      {(action || second) && (
        <div className="mt-2 flex flex-wrap items-center gap-3">
          {action}
          {second}
        </div>
      )}
    </div>
  );
}
