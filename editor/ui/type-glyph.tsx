import { Ban, Braces, Brackets, Hash, ToggleLeft, Type } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Icon } from "./icon.ts";
import type { JsonType } from "./json-rows.ts";

const glyphs: Readonly<Record<JsonType, Icon>> = {
  string: Type,
  number: Hash,
  boolean: ToggleLeft,
  null: Ban,
  object: Braces,
  array: Brackets,
};

/** The type of a value as a small glyph, with its word for assistive technology. */
export function TypeGlyph({ type, size = 14 }: { type: JsonType; size?: number }) {
  const t = useTranslations("ui.json.type");
  const Glyph = glyphs[type];
  return (
    <span className="inline-flex shrink-0 items-center text-ink-3" title={t(type)}>
      <Glyph aria-hidden size={size} />
      <span className="sr-only">{t(type)}</span>
    </span>
  );
}
