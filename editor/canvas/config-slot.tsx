import { CircleAlert, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { classNames } from "../ui/class-names.ts";
import type { ConfigHealth } from "./step-state.ts";

/** The left slot of a node (CAN-20, CAN-21): what is wrong with its settings. A click shows the first of it. */
export function ConfigSlot({
  health,
  onOpen,
}: {
  readonly health: ConfigHealth;
  readonly onOpen: () => void;
}) {
  const t = useTranslations("canvas");
  const { errors, toFillIn, warnings } = health;
  if (errors === 0 && toFillIn === 0 && warnings === 0) return null;
  const text =
    errors > 0
      ? t("problemCount", { count: errors + toFillIn })
      : toFillIn > 0
        ? t("toFillIn", { count: toFillIn })
        : t("warningCount", { count: warnings });
  const Glyph = errors > 0 ? CircleAlert : TriangleAlert;
  return (
    <button
      type="button"
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation();
        onOpen();
      }}
      className={classNames(
        "nodrag -my-0.5 flex h-6 shrink-0 cursor-default items-center gap-1 rounded-3 px-1 text-xs hover:bg-hover",
        errors > 0 ? "text-err" : "text-warn",
      )}
    >
      {(errors > 0 || toFillIn === 0) && <Glyph aria-hidden size={14} />}
      {text}
    </button>
  );
}
