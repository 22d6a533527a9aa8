import type { ReactNode } from "react";
import { classNames } from "../ui/class-names.ts";

/** One thing known about the subject of a page. */
export interface Fact {
  id: string;
  name: string;
  value: ReactNode;
}

/** Names and values in columns, read from left to right. */
export function Facts({ facts, className }: { facts: readonly Fact[]; className?: string }) {
  return (
    <dl className={classNames("flex flex-wrap gap-x-8 gap-y-2", className)}>
      {facts.map(({ id, name, value }) => (
        <div key={id} className="min-w-0">
          <dt className="text-xs text-ink-3">{name}</dt>
          <dd className="min-h-5 min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
