import type { Graph } from "@trasvase/shared/graph.ts";
import { useCallback, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { definitions } from "../document/catalogue.ts";
import { edgeIds, titleOf } from "../document/definitions.ts";
import type { NewStep } from "../document/edits/add.ts";
import { useDocument } from "../document/flow-editing.tsx";
import { lacksMapping, rankFollowers } from "../palette/followers.ts";
import { findEntries } from "../palette/palette-entries.ts";
import { usePaletteOffer } from "../palette/use-palette-entries.ts";
import { Checkbox } from "../ui/checkbox.tsx";
import { KindGlyph } from "../ui/kind-glyph.tsx";
import { useCanvasCommands } from "./canvas-commands.ts";
import { type AddTarget, useCanvas, useCanvasStore } from "./canvas-store.ts";
import { FloatingBox } from "./floating-box.tsx";
import { focusCanvas } from "./focus-canvas.ts";
import { PickList, type PickRow } from "./pick-list.tsx";

/** Rows shown before anything is typed; typing finds the rest. */
const shortList = 14;

/** The list of steps that can be put at a place (CAN-4 to CAN-8); shown while the canvas asks for one. */
export function QuickAdd() {
  const open = useCanvas((state) => state.quickAdd);
  return open ? <OpenQuickAdd key={JSON.stringify(open)} {...open} /> : null;
}

function OpenQuickAdd({
  target,
  screen,
}: {
  readonly target: AddTarget;
  readonly screen: readonly [number, number];
}) {
  const t = useTranslations("canvas");
  const commands = useCanvasCommands();
  const canvas = useCanvasStore();
  const graph = useDocument((state) => state.graph);
  const offer = usePaletteOffer();
  const [search, setSearch] = useState("");
  const [withMapping, setWithMapping] = useState(true);
  const after = stepBefore(graph, target);
  const all = useMemo(
    () => [...offer.kinds, ...offer.connections.flatMap(({ entries }) => entries)],
    [offer],
  );
  const ranked = useMemo(
    () => rankFollowers(graph, findEntries(search.trim() === "" ? offer.kinds : all, search), { after }),
    [graph, offer, all, search, after],
  );
  const mayInsert = target.kind === "after" && after !== undefined && lacksMapping(graph, after);
  const rows = ranked.slice(0, search === "" ? shortList : 60).map(
    ({ entry, refusal }): PickRow => ({
      id: entry.id,
      label: entry.title,
      detail: entry.detail,
      icon: <KindGlyph type={entry.type} plain={refusal !== undefined} />,
      ...(refusal === undefined ? {} : { reason: t(`quickAdd.${refusal}`) }),
    }),
  );
  const close = useCallback(() => {
    commands.cancel();
    focusCanvas();
  }, [commands]);
  const pressOutside = useCallback(
    (pressed: Node) => {
      // The second click of click-and-click connecting: the step that is pressed finishes it.
      const onStep = pressed instanceof Element && pressed.closest(".react-flow__node") !== null;
      if (onStep) canvas.setState({ quickAdd: undefined });
      else commands.cancel();
    },
    [canvas, commands],
  );
  const pick = (id: string) => {
    const entry = all.find((one) => one.id === id);
    if (!entry) return;
    const steps: NewStep[] =
      entry.type === "destination" && mayInsert && withMapping
        ? [{ type: "mapping" }, entry.step]
        : [entry.step];
    commands.add(steps, target);
    focusCanvas();
  };
  const title =
    after === undefined
      ? t("quickAdd.title")
      : target.kind === "edge"
        ? t("quickAdd.titleInsert")
        : t("quickAdd.titleAfter", { title: titleOf(graph, after, definitions) });
  return (
    <FloatingBox screen={screen} label={title} onClose={close} onOutside={pressOutside} className="w-80">
      <p className="truncate px-3 pt-2 text-sm text-ink-2">{title}</p>
      <PickList
        label={t("quickAdd.search")}
        search={search}
        onSearch={setSearch}
        rows={rows}
        empty={t("quickAdd.nothing")}
        onPick={pick}
      />
      {mayInsert && ranked.some(({ entry }) => entry.type === "destination") && (
        <div className="border-t border-line px-3 py-2">
          <Checkbox isSelected={withMapping} onChange={setWithMapping}>
            {t("quickAdd.mappingBetween")}
          </Checkbox>
        </div>
      )}
    </FloatingBox>
  );
}

/** The step that a new one will follow. */
function stepBefore(graph: Graph, target: AddTarget): string | undefined {
  if (target.kind === "after") return target.from;
  if (target.kind === "free") return undefined;
  return graph.edges[edgeIds(graph, definitions).indexOf(target.id)]?.from;
}
