import { getRouteApi } from "@tanstack/react-router";
import { useEffect } from "react";
import { useFlowEditing, useSession } from "../document/flow-editing.tsx";

const route = getRouteApi("/flows/$flow");

/** Keeps the opened step in the address, so that a colleague can be sent the exact view, and opens what the address names. */
export function useAddress(): void {
  const { document, session } = useFlowEditing();
  const { node } = route.useSearch();
  const navigate = route.useNavigate();
  const openNode = useSession((state) => state.openNode);
  useEffect(() => {
    const { openNode: now, open, close } = session.getState();
    if (node === now) return;
    if (node === undefined) close();
    else if (document.getState().graph.nodes[node]) open(node);
  }, [node, document, session]);
  useEffect(() => {
    void navigate({
      search: ({ node: _before, ...rest }) => (openNode === undefined ? rest : { ...rest, node: openNode }),
      replace: true,
    });
  }, [openNode, navigate]);
}
