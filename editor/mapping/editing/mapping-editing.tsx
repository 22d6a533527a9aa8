import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTranslations } from "use-intl";
import { useStore } from "zustand";
import { useFlowEditing } from "../../document/flow-editing.tsx";
import { useLookedAt } from "../../panel/use-looked-at.ts";
import { usePassesOfNode } from "../../preview/use-passes.ts";
import { toast } from "../../ui/toast.ts";
import { type MappingActions, makeMappingActions } from "./mapping-actions.ts";
import { type MappingModel, useMappingModel } from "./mapping-model.ts";
import { createMappingView, type MappingView, type MappingViewStore } from "./mapping-view.ts";

/** An open mapping: what is shown, how it is looked at, and what can be done. */
export interface MappingEditing {
  readonly model: MappingModel;
  readonly view: MappingViewStore;
  /** The same object for the life of the editor. */
  readonly actions: MappingActions;
}

const MappingEditingContext = createContext<MappingEditing | undefined>(undefined);

/** Holds the mapping of a step together for its three columns: source, table, result. */
export function MappingEditingProvider({ node, children }: { node: string; children: ReactNode }) {
  const t = useTranslations("mappingTable.say");
  const { document } = useFlowEditing();
  const [view] = useState(createMappingView);
  const known = usePassesOfNode(node);
  const ids = useMemo(() => known?.passes.map((pass) => pass.recordId) ?? [], [known]);
  const [index] = useLookedAt(ids);
  const model = useMappingModel(node, index, view);
  const latest = useRef({ model, t });
  useLayoutEffect(() => {
    latest.current = { model, t };
  });
  const [actions] = useState(() =>
    makeMappingActions({
      model: () => latest.current.model,
      view,
      document,
      say: (code) => toast({ message: latest.current.t(code) }),
    }),
  );
  // What was typed last belongs to one entry of the history, however the editor is left.
  useEffect(() => () => document.getState().seal(), [document]);
  const editing = useMemo(() => ({ model, view, actions }), [model, view, actions]);
  return <MappingEditingContext value={editing}>{children}</MappingEditingContext>;
}

/** The open mapping around. */
export function useMapping(): MappingEditing {
  const editing = useContext(MappingEditingContext);
  if (!editing) throw new Error("This component stands outside an open mapping.");
  return editing;
}

/** A slice of how the mapping is looked at. */
export function useMappingView<Slice>(select: (view: MappingView) => Slice): Slice {
  return useStore(useMapping().view, select);
}
