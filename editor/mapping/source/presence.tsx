import { useTranslations } from "use-intl";
import type { SourceField } from "./source-fields.ts";

/** In how many samples a field is: a bar and the number, because a field that is often missing needs a fallback. */
export function Presence({ field }: { field: SourceField }) {
  const t = useTranslations("mappingTable.source");
  const { present, possible, lists, path } = field;
  const isInLines = lists.some((length) => length < path.length);
  const text = t(isInLines ? "presentInLines" : "present", { present, possible });
  return (
    <span className="flex items-center gap-1 text-xs text-ink-3 tabular-nums" title={text}>
      <span aria-hidden className="h-1 w-6 overflow-hidden rounded-full bg-line">
        <span
          className="block h-full bg-ink-3"
          style={{ width: `${possible === 0 ? 0 : Math.round((present / possible) * 100)}%` }}
        />
      </span>
      <span aria-hidden>{t("share", { present, possible })}</span>
      <span className="sr-only">{text}</span>
    </span>
  );
}
