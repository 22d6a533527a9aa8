import { Plus } from "lucide-react";
import { KindGlyph } from "../ui/kind-glyph.tsx";
import { writeDraggedStep } from "./drag-step.ts";
import type { PaletteEntry } from "./palette-entries.ts";

export interface PaletteRowProps {
  readonly entry: PaletteEntry;
  /** Shows what it does below its name. */
  readonly described?: boolean;
  readonly onAdd: (entry: PaletteEntry) => void;
}

/** One entry of the palette: drag it, press it twice, or press its plus. Enter adds from the keyboard. */
export function PaletteRow({ entry, described = false, onAdd }: PaletteRowProps) {
  return (
    <li className="group/entry relative">
      {/* biome-ignore lint/a11y/useSemanticElements: Firefox does not let a button be dragged */}
      <div
        role="button"
        tabIndex={0}
        draggable
        title={entry.detail}
        onDragStart={(event) => writeDraggedStep(event.dataTransfer, entry.step)}
        onDoubleClick={() => onAdd(entry)}
        onClick={(event) => {
          // A click without a pointer comes from a screen reader, where there is no double-click.
          if (event.detail === 0) onAdd(entry);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          onAdd(entry);
        }}
        className="focus-ring-inset flex w-full cursor-grab items-start gap-2.5 rounded-3 px-2 py-1.5 text-left hover:bg-hover active:cursor-grabbing"
      >
        <KindGlyph type={entry.type} size={20} />
        <span className="min-w-0 grow">
          <span className="block truncate">{entry.title}</span>
          {described && <span className="line-clamp-2 text-xs text-ink-3">{entry.detail}</span>}
        </span>
      </div>
      <button
        type="button"
        tabIndex={-1}
        aria-hidden="true"
        onClick={() => onAdd(entry)}
        className="absolute top-1 right-1 hidden size-6 items-center bg-hover justify-center rounded-3 text-ink-2 group-hover/entry:flex hover:bg-accent-soft hover:text-accent"
      >
        <Plus aria-hidden size={16} />
      </button>
    </li>
  );
}
