import type { FieldType } from "@trasvase/shared/connector.ts";
import { Braces, Brackets, CalendarDays, CircleDashed, Clock, Hash, ToggleLeft, Type } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Icon } from "../../ui/icon.ts";

const glyphs: Readonly<Record<FieldType, Icon>> = {
  text: Type,
  number: Hash,
  integer: Hash,
  boolean: ToggleLeft,
  date: CalendarDays,
  dateTime: Clock,
  object: Braces,
  list: Brackets,
  any: CircleDashed,
};

/** The type of a target field as a small glyph, with its word for assistive technology. */
export function FieldTypeGlyph({ type = "any" }: { type: FieldType | undefined }) {
  const t = useTranslations("mappingTable.type");
  const Glyph = glyphs[type];
  return (
    <span className="inline-flex shrink-0 items-center text-ink-3" title={t(type)}>
      <Glyph aria-hidden size={14} />
      <span className="sr-only">{t(type)}</span>
    </span>
  );
}
