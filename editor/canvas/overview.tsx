import { useCallback, useEffect, useMemo } from "react";
import { useTranslations } from "use-intl";
import { definitions } from "../document/catalogue.ts";
import { useDocument, useFlowEditing, useSession } from "../document/flow-editing.tsx";
import { boundsOf } from "../document/geometry.ts";
import { useCanvasStore } from "./canvas-store.ts";
import { OverviewMap, useExceedsView } from "./react-flow-adapter.tsx";

const colours: Readonly<Record<string, string>> = {
  source: "var(--kind-source)",
  mapping: "var(--kind-map)",
  filter: "var(--kind-logic)",
  router: "var(--kind-logic)",
  split: "var(--kind-logic)",
  lookup: "var(--kind-lookup)",
  destination: "var(--kind-destination)",
  note: "var(--note)",
};

/** The map of the whole flow in the corner. */
export function Overview() {
  const t = useTranslations("canvas");
  const { document } = useFlowEditing();
  const canvas = useCanvasStore();
  const graph = useDocument((state) => state.graph);
  const bounds = useMemo(() => boundsOf(graph, definitions), [graph]);
  const exceeds = useExceedsView(bounds);
  // Shown by itself where the flow does not fit, until somebody says otherwise (CAN-19).
  const isOpen = useSession((state) => state.minimapOpen ?? exceeds);
  useEffect(() => canvas.setState({ overviewShown: isOpen }), [canvas, isOpen]);
  const colorOf = useCallback(
    (name: string) => colours[document.getState().graph.nodes[name]?.type ?? ""] ?? "var(--ink-3)",
    [document],
  );
  return isOpen ? <OverviewMap label={t("minimap")} colorOf={colorOf} /> : null;
}
