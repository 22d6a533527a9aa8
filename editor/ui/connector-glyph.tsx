import { Database, FileText, Globe, MemoryStick, Webhook } from "lucide-react";
import { classNames } from "./class-names.ts";
import type { Icon } from "./icon.ts";

const icons: Readonly<Partial<Record<string, Icon>>> = {
  file: FileText,
  http: Globe,
  webhook: Webhook,
  memory: MemoryStick,
  postgres: Database,
  postgresql: Database,
};

/** Two letters for a system without a picture: initials of the words, capitals inside a word, or its first letters. */
function initials(title: string): string {
  const words = title
    .replace(/\(.*?\)/g, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const letters =
    words.length > 1 ? words.map((word) => word[0]) : [...title].filter((letter) => /\p{Lu}/u.test(letter));
  const text = letters.length > 1 ? letters.slice(0, 2).join("") : title.slice(0, 2);
  return text.toUpperCase();
}

export interface ConnectorGlyphProps {
  connector: string;
  title: string;
  size?: number;
  className?: string;
}

/** The mark of a system: a picture for general connectors, initials for products. Decorative unless nothing else names it. */
export function ConnectorGlyph({ connector, title, size = 28, className }: ConnectorGlyphProps) {
  const Picture = icons[connector];
  return (
    <span
      aria-hidden="true"
      style={{ width: size, height: size, fontSize: Math.round(size * 0.4) }}
      className={classNames(
        "inline-flex shrink-0 items-center justify-center rounded-3 border border-line bg-sunken font-bold tracking-tight text-ink-2",
        className,
      )}
    >
      {Picture ? <Picture aria-hidden size={Math.round(size * 0.58)} /> : initials(title)}
    </span>
  );
}
