import { LoaderCircle } from "lucide-react";
import { classNames } from "./class-names.ts";

/** Something is under way. Decorative: the words beside it say what. Stands still when motion is reduced. */
export function Spinner({ size = 16, className }: { size?: number; className?: string }) {
  return (
    <LoaderCircle aria-hidden size={size} className={classNames("motion-safe:animate-spin", className)} />
  );
}
