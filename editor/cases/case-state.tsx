import { CircleCheck, CircleX } from "lucide-react";
import { useTranslations } from "use-intl";

/** Green or red, by shape and word as well as by colour. */
export function CaseState({ ok }: { ok: boolean }) {
  const t = useTranslations("cases");
  const Glyph = ok ? CircleCheck : CircleX;
  return (
    <span className={`inline-flex shrink-0 items-center gap-1 text-sm ${ok ? "text-ok" : "text-err"}`}>
      <Glyph aria-hidden size={16} />
      {ok ? t("green") : t("red")}
    </span>
  );
}
