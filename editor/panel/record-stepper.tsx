import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";
import { IconButton } from "../ui/icon-button.tsx";

/** Which of several records is looked at: "2 of 5", with the way to the others. */
export function RecordStepper({
  at,
  count,
  onIndex,
}: {
  at: number;
  count: number;
  onIndex: (index: number) => void;
}) {
  const t = useTranslations("panel.view");
  return (
    <span className="flex shrink-0 items-center text-sm whitespace-nowrap text-ink-2">
      <IconButton
        icon={ChevronLeft}
        size="sm"
        label={t("previousRecord")}
        isDisabled={at <= 0}
        onPress={() => onIndex(at - 1)}
      />
      {t("recordOf", { at: at + 1, count })}
      <IconButton
        icon={ChevronRight}
        size="sm"
        label={t("nextRecord")}
        isDisabled={at >= count - 1}
        onPress={() => onIndex(at + 1)}
      />
    </span>
  );
}
