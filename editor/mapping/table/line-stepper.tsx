import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";
import { useMapping, useMappingView } from "../editing/mapping-editing.tsx";

/** Chooses which line of every list is looked at, in the whole editor (MAP-1). */
export function LineStepper({ count }: { count: number }) {
  const t = useTranslations("mappingTable.lines");
  const { view } = useMapping();
  const line = useMappingView((state) => Math.min(state.line, count - 1));
  const step = (by: number) => view.setLine(Math.min(Math.max(line + by, 0), count - 1));
  return (
    <span className="flex shrink-0 items-center text-xs text-ink-2 tabular-nums">
      <StepButton label={t("previous")} isDisabled={line <= 0} onPress={() => step(-1)} icon={ChevronLeft} />
      {t("lineOf", { line: line + 1, count })}
      <StepButton
        label={t("next")}
        isDisabled={line >= count - 1}
        onPress={() => step(1)}
        icon={ChevronRight}
      />
    </span>
  );
}

function StepButton({
  label,
  isDisabled,
  onPress,
  icon: Glyph,
}: {
  label: string;
  isDisabled: boolean;
  onPress: () => void;
  icon: typeof ChevronLeft;
}) {
  return (
    <button
      type="button"
      tabIndex={-1}
      title={label}
      aria-label={label}
      disabled={isDisabled}
      onClick={(event) => {
        event.stopPropagation();
        onPress();
      }}
      onDoubleClick={(event) => event.stopPropagation()}
      className="flex size-6 items-center justify-center rounded-3 hover:bg-hover hover:text-ink disabled:text-line-strong disabled:hover:bg-transparent"
    >
      <Glyph aria-hidden size={14} />
    </button>
  );
}
