import type { Problem } from "@trasvase/shared/problem.ts";
import { CircleX, Info, TriangleAlert } from "lucide-react";
import type { Icon } from "../../ui/icon.ts";

/** Shape and colour of a problem by how bad it is. */
export const problemGlyphs: Readonly<Record<Problem["severity"], Icon>> = {
  error: CircleX,
  warning: TriangleAlert,
  note: Info,
};

export const problemTones: Readonly<Record<Problem["severity"], string>> = {
  error: "text-err",
  warning: "text-warn",
  note: "text-ink-3",
};
