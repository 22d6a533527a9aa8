import { classNames } from "./class-names.ts";

/** How a button looks: one `primary` per view; `quiet` in rows and bars; `danger` for what cannot be undone. */
export interface ButtonLook {
  variant?: "primary" | "secondary" | "quiet" | "danger" | undefined;
  size?: "md" | "sm" | undefined;
}

const variants = {
  primary: "bg-accent text-on-accent border-transparent hover:bg-accent-hover",
  secondary: "bg-raised text-ink border-line-strong hover:bg-hover",
  quiet: "bg-transparent text-ink border-transparent hover:bg-hover",
  danger: "bg-err text-on-err border-transparent hover:bg-err-hover",
};

/** The classes of a button, for a link that looks like one: `<Link className={buttonClassNames({ variant: "primary" })}>`. */
export function buttonClassNames(
  { variant = "secondary", size = "md" }: ButtonLook,
  className?: string,
): string {
  return classNames(
    "touch-target focus-ring inline-flex shrink-0 cursor-default items-center justify-center gap-2 rounded-3 border font-medium whitespace-nowrap no-underline transition-colors select-none",
    size === "md" ? "h-control px-3 text-md" : "h-6 px-2 text-sm",
    variants[variant],
    "data-disabled:border-line data-disabled:bg-sunken data-disabled:text-ink-3 forced-colors:data-disabled:text-[GrayText]",
    className,
  );
}
