import { ChevronRight, PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { type ReactNode, useId, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useSession } from "../document/flow-editing.tsx";
import { classNames } from "../ui/class-names.ts";
import { ConnectorGlyph } from "../ui/connector-glyph.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { findEntries, type PaletteEntry } from "./palette-entries.ts";
import { PaletteRow } from "./palette-row.tsx";
import { type PaletteOffer, usePaletteOffer } from "./use-palette-entries.ts";

const mostRecent = 3;

export interface PaletteProps {
  readonly onAdd: (entry: PaletteEntry) => void;
}

/** The list of steps at the left of the canvas (CAN-1). */
export function Palette({ onAdd }: PaletteProps) {
  const t = useTranslations("canvas.palette");
  const isOpen = useSession((state) => state.paletteOpen);
  const set = useSession((state) => state.set);
  const [search, setSearch] = useState("");
  const [recent, setRecent] = useState<readonly string[]>([]);
  const offer = usePaletteOffer();
  const add = (entry: PaletteEntry) => {
    setRecent((before) => [entry.id, ...before.filter((id) => id !== entry.id)].slice(0, mostRecent));
    onAdd(entry);
  };
  if (!isOpen) {
    return (
      <aside
        aria-label={t("title")}
        className="flex w-10 shrink-0 flex-col items-center border-r border-line bg-surface py-2"
      >
        <IconButton
          icon={PanelLeftOpen}
          label={t("expand")}
          placement="right"
          onPress={() => set({ paletteOpen: true })}
        />
      </aside>
    );
  }
  return (
    <aside aria-label={t("title")} className="flex w-60 shrink-0 flex-col border-r border-line bg-surface">
      <div className="flex items-center gap-1 py-2 pr-1.5 pl-3">
        <h2 className="grow font-medium">{t("title")}</h2>
        <IconButton icon={PanelLeftClose} label={t("collapse")} onPress={() => set({ paletteOpen: false })} />
      </div>
      <SearchField label={t("search")} value={search} onChange={setSearch} className="mx-2 mb-2" />
      <div className="min-h-0 grow overflow-auto px-1 pb-3">
        {search.trim() === "" ? (
          <WholeOffer offer={offer} recent={recent} onAdd={add} />
        ) : (
          <Found offer={offer} search={search} onAdd={add} />
        )}
      </div>
      <p className="border-t border-line px-3 py-2 text-xs text-ink-3">{t("hint")}</p>
    </aside>
  );
}

function WholeOffer({
  offer,
  recent,
  onAdd,
}: {
  readonly offer: PaletteOffer;
  readonly recent: readonly string[];
  readonly onAdd: (entry: PaletteEntry) => void;
}) {
  const t = useTranslations("canvas.palette");
  const all = useMemo(
    () => [...offer.kinds, ...offer.connections.flatMap(({ entries }) => entries)],
    [offer],
  );
  const last = recent.flatMap((id) => all.find((entry) => entry.id === id) ?? []);
  return (
    <>
      {last.length > 0 && (
        <Section title={t("recent")}>
          {last.map((entry) => (
            <PaletteRow key={entry.id} entry={entry} onAdd={onAdd} />
          ))}
        </Section>
      )}
      <Section title={t("kinds")}>
        {offer.kinds.map((entry) => (
          <PaletteRow key={entry.id} entry={entry} described onAdd={onAdd} />
        ))}
      </Section>
      {offer.connections.length > 0 && (
        <section className="mt-3">
          <h3 className="px-2 pb-1 text-xs text-ink-3">{t("connections")}</h3>
          {offer.connections.map((connection) => (
            <ConnectionEntries key={connection.name} connection={connection} onAdd={onAdd} />
          ))}
        </section>
      )}
    </>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="mt-3 first:mt-0">
      <h3 id={id} className="px-2 pb-1 text-xs text-ink-3">
        {title}
      </h3>
      <ul>{children}</ul>
    </section>
  );
}

function ConnectionEntries({
  connection,
  onAdd,
}: {
  readonly connection: PaletteOffer["connections"][number];
  readonly onAdd: (entry: PaletteEntry) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <div>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
        className="focus-ring-inset flex w-full items-center gap-2 rounded-3 px-2 py-1.5 text-left hover:bg-hover"
      >
        <ConnectorGlyph connector={connection.connector} title={connection.title} size={20} />
        <span className="min-w-0 grow truncate">{connection.title}</span>
        <ChevronRight
          aria-hidden
          size={14}
          className={classNames("shrink-0 text-ink-3 transition-transform", isOpen && "rotate-90")}
        />
      </button>
      <ul id={id} className="ml-4 border-l border-line pl-1" hidden={!isOpen}>
        {isOpen &&
          connection.entries.map((entry) => <PaletteRow key={entry.id} entry={entry} onAdd={onAdd} />)}
      </ul>
    </div>
  );
}

function Found({
  offer,
  search,
  onAdd,
}: {
  readonly offer: PaletteOffer;
  readonly search: string;
  readonly onAdd: (entry: PaletteEntry) => void;
}) {
  const t = useTranslations("canvas.palette");
  const all = useMemo(
    () => [...offer.kinds, ...offer.connections.flatMap(({ entries }) => entries)],
    [offer],
  );
  const found = findEntries(all, search);
  if (found.length === 0) return <p className="px-2 py-3 text-ink-2">{t("nothing")}</p>;
  return (
    <ul aria-label={t("search")}>
      {found.map((entry) => (
        <PaletteRow key={entry.id} entry={entry} described onAdd={onAdd} />
      ))}
    </ul>
  );
}
