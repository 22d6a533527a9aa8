import type { ReactNode } from "react";

/** A part of a page, under a rule. */
export function Section({
  title,
  remark,
  children,
}: {
  title: string;
  remark?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <section aria-label={title} className="flex max-w-4xl flex-col gap-3 border-t border-line pt-4">
      <h2 className="text-lg">{title}</h2>
      {remark && <p className="-mt-1 text-ink-2">{remark}</p>}
      {children}
    </section>
  );
}
