import { useQueryClient } from "@tanstack/react-query";
import type { ConnectionRow } from "@trasvase/shared/contract/connection.ts";
import type { Flow } from "@trasvase/shared/contract/flow.ts";
import { type Graph, parseGraph } from "@trasvase/shared/graph.ts";
import { graphJson } from "@trasvase/shared/print-graph.ts";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { type Autosave, type SaveAnswer, startAutosave } from "../document/autosave.ts";
import { catalogueOf } from "../document/catalogue.ts";
import { createDocumentStore } from "../document/document-store.ts";
import { restore } from "../document/edits/config.ts";
import type { FlowEditing } from "../document/flow-editing.tsx";
import { keepDraftsIn } from "../document/kept-draft.ts";
import { createSessionStore } from "../document/session-store.ts";
import { api, take } from "../shell/api.ts";
import { ApiError, Unreachable } from "../shell/api-error.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { toast } from "../ui/toast.ts";
import type { OpenFlow } from "./open-flow.ts";

export interface OpenedDraft {
  readonly graph: Graph;
}

interface OpenedFlow {
  readonly editing: FlowEditing;
  readonly open: OpenFlow;
  /** After a conflict: loads the other draft; undo brings the own one back. */
  readonly takeTheirs: () => Promise<void>;
  /** After a conflict: writes the own draft over the other one. */
  readonly keepMine: () => Promise<void>;
}

/** The stores of one open flow, made once, its autosave, and the ways out of a conflict. */
export function useOpenFlow(
  flow: Flow,
  draft: OpenedDraft,
  connections: readonly ConnectionRow[] | undefined,
): OpenedFlow {
  const t = useTranslations("canvas");
  const client = useQueryClient();
  const [editing] = useState((): FlowEditing => makeEditing(flow, draft, connections));
  const [autosave, setAutosave] = useState<Autosave>(idle);
  useEffect(() => {
    const started = startAutosave({
      store: editing.document,
      keeper: keepDraftsIn(localStorage),
      save: (edited) => saveDraft(flow.id, edited),
    });
    setAutosave(started);
    const leave = () => void started.flush();
    window.addEventListener("pagehide", leave);
    window.addEventListener("online", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("online", leave);
      void started.flush().finally(started.stop);
    };
  }, [editing, flow.id]);
  // After autosave has begun to listen, so that what is found is sent.
  useKeptDraft(flow, editing);
  useEffect(() => {
    if (connections) editing.document.getState().setCatalogue(catalogueOf(connections));
  }, [connections, editing]);
  const activeGraph = useMemo(() => parseGraph(flow.activeGraph).graph, [flow.activeGraph]);
  const theirs = () =>
    client.fetchQuery({
      queryKey: queryKeys.flow(flow.id),
      queryFn: () => take(api.flows[":id"].$get({ param: { id: flow.id } })),
      staleTime: 0,
    });
  return {
    editing,
    open: { id: flow.id, activeVersion: flow.activeVersion, activeGraph, autosave },
    takeTheirs: async () => {
      const other = await theirs();
      const { graph } = parseGraph(other.graph);
      if (!graph) return;
      editing.document.getState().apply(restore(graph));
      autosave.settle(other.revision, other.savedAt);
      toast({ message: t("conflict.taken") });
    },
    keepMine: async () => autosave.overwrite((await theirs()).revision),
  };
}

const idle: Autosave = {
  flush: () => Promise.resolve(),
  overwrite: () => Promise.resolve(),
  settle: () => undefined,
  stop: () => undefined,
};

function makeEditing(
  flow: Flow,
  { graph }: OpenedDraft,
  connections: readonly ConnectionRow[] | undefined,
): FlowEditing {
  const document = createDocumentStore(
    { flow: flow.id, graph, revision: flow.revision, savedAt: flow.savedAt },
    catalogueOf(connections),
  );
  return { document, session: createSessionStore() };
}

/** Loads what an earlier visit could not send: as an edit, so that undo takes it back, or as a conflict when the server moved on. */
function useKeptDraft(flow: Flow, { document }: FlowEditing): void {
  const t = useTranslations("canvas.kept");
  const format = useFormatter();
  const looked = useRef(false);
  const load = useEffectEvent(() => {
    // Only once, on opening: what is kept later is this page's own.
    const kept = looked.current ? undefined : keepDraftsIn(localStorage).find(flow.id);
    looked.current = true;
    if (!kept) return;
    const { apply, revision, setSaveState } = document.getState();
    apply(restore(kept.graph));
    if (kept.revision !== revision) setSaveState({ kind: "conflict" });
    const time = format.dateTime(new Date(kept.at), { dateStyle: "medium", timeStyle: "short" });
    toast({ message: t("text", { time }) });
  });
  useEffect(() => load(), []);
}

async function saveDraft(
  id: string,
  { graph, revision }: { readonly graph: Graph; readonly revision: number },
): Promise<SaveAnswer> {
  try {
    const saved = await take(
      api.flows[":id"].draft.$put({ param: { id }, json: { graph: graphJson(graph), revision } }),
    );
    return { kind: "saved", revision: saved.revision, at: saved.savedAt };
  } catch (error) {
    if (error instanceof ApiError && error.status === 409) return { kind: "conflict" };
    if (error instanceof Unreachable || !(error instanceof ApiError) || error.status >= 500)
      return { kind: "unreachable" };
    return { kind: "refused", message: error.message };
  }
}
