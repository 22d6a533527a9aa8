import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { useFlowEditing, useSession } from "../document/flow-editing.tsx";
import { OverviewMap } from "./react-flow-adapter.tsx";

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

/** The map of the whole flow in the corner, when it is wanted. */
export function Overview() {
  const t = useTranslations("canvas");
  const { document } = useFlowEditing();
  const isOpen = useSession((state) => state.minimapOpen === true);
  const colorOf = useCallback(
    (name: string) => colours[document.getState().graph.nodes[name]?.type ?? ""] ?? "var(--ink-3)",
    [document],
  );
  return isOpen ? <OverviewMap label={t("minimap")} colorOf={colorOf} /> : null;
}
