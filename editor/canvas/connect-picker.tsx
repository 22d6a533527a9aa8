import type { Graph } from "@trasvase/shared/graph.ts";
import { useCallback, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { connectVerdicts, type Refusal } from "../document/can-connect.ts";
import { definitions } from "../document/catalogue.ts";
import { definitionOf, edgePort, portsOf, titleOf } from "../document/definitions.ts";
import { useDocument } from "../document/flow-editing.tsx";
import { boxOf, nodeHeight } from "../document/geometry.ts";
import { KindGlyph } from "../ui/kind-glyph.tsx";
import { useCanvasCommands } from "./canvas-commands.ts";
import { useCanvas, useCanvasStore } from "./canvas-store.ts";
import { FloatingBox } from "./floating-box.tsx";
import { focusCanvas } from "./focus-canvas.ts";
import { PickList, type PickRow } from "./pick-list.tsx";
import { useViewportActions } from "./react-flow-adapter.tsx";

/** Connects the focused step by keyboard: its exits, and every other step with the reason where it cannot be one (key C). */
export function ConnectPicker() {
  const from = useCanvas((state) => state.picking);
  return from === undefined ? null : <OpenPicker key={from} from={from} />;
}

function OpenPicker({ from }: { readonly from: string }) {
  const t = useTranslations("canvas");
  const commands = useCanvasCommands();
  const canvas = useCanvasStore();
  const viewport = useViewportActions();
  const graph = useDocument((state) => state.graph);
  const node = graph.nodes[from];
  const ports = node ? portsOf(node, definitions) : [];
  const [port, setPort] = useState(() => firstFree(graph, from));
  const [search, setSearch] = useState("");
  const close = useCallback(() => {
    canvas.setState({ picking: undefined });
    focusCanvas();
  }, [canvas]);
  const rows = useMemo(
    () => targetRows(graph, from, port, search, (code) => t(`refusal.${code}`)),
    [graph, from, port, search, t],
  );
  const [screen] = useState(() => {
    const box = boxOf(graph, from, definitions);
    return viewport.toScreen([box.x + box.width + 16, box.y + nodeHeight / 2]);
  });
  const title = t("connectPicker.title", { title: titleOf(graph, from, definitions) });
  return (
    <FloatingBox screen={screen} label={title} onClose={close} className="w-80">
      <p className="truncate px-3 pt-2 text-sm text-ink-2">{title}</p>
      {ports.length > 1 && (
        <label className="flex items-center gap-2 px-3 pt-2 text-sm">
          {t("connectPicker.exit")}
          <select
            value={port}
            onChange={(event) => setPort(event.target.value)}
            className="focus-ring h-control grow rounded-3 border border-line-strong bg-raised px-2"
          >
            {ports.map((one) => (
              <option key={one.name} value={one.name}>
                {one.title}
              </option>
            ))}
          </select>
        </label>
      )}
      <PickList
        label={t("connectPicker.search")}
        search={search}
        onSearch={setSearch}
        rows={rows}
        empty={t("connectPicker.nothing")}
        onPick={(to) => {
          commands.connect(from, port, to);
          close();
        }}
      />
    </FloatingBox>
  );
}

function firstFree(graph: Graph, from: string): string {
  const node = graph.nodes[from];
  const ports = node ? portsOf(node, definitions) : [];
  const used = new Set(
    graph.edges.filter((edge) => edge.from === from).map((edge) => edgePort(graph, edge, definitions)),
  );
  return (ports.find((one) => !used.has(one.name)) ?? ports[0])?.name ?? "";
}

function targetRows(
  graph: Graph,
  from: string,
  port: string,
  search: string,
  reason: (code: Refusal) => string,
): readonly PickRow[] {
  const verdictOf = connectVerdicts(graph, { from, port }, definitions);
  const wanted = search.trim().toLowerCase();
  return Object.entries(graph.nodes)
    .filter(([name, node]) => name !== from && node.type !== "note")
    .map(([name, node]) => {
      const verdict = verdictOf(name);
      return {
        id: name,
        label: titleOf(graph, name, definitions),
        icon: (
          <KindGlyph
            type={definitionOf(node.type, definitions)?.type ?? "note"}
            plain={verdict !== "allowed"}
          />
        ),
        ...(verdict === "allowed" ? {} : { reason: reason(verdict) }),
      };
    })
    .filter((row) => row.label.toLowerCase().includes(wanted))
    .sort((a, b) => Number("reason" in a) - Number("reason" in b));
}
