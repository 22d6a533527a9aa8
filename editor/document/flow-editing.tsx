import { createContext, type ReactNode, useContext } from "react";
import { useStore } from "zustand";
import type { DocumentActions, DocumentState, DocumentStore } from "./document-store.ts";
import type { SessionActions, SessionState, SessionStore } from "./session-store.ts";

/** The stores of the open flow. */
export interface FlowEditing {
  readonly document: DocumentStore;
  readonly session: SessionStore;
}

const FlowEditingContext = createContext<FlowEditing | undefined>(undefined);

/** Hands the stores of one open flow to everything below. */
export function FlowEditingProvider({ editing, children }: { editing: FlowEditing; children: ReactNode }) {
  return <FlowEditingContext value={editing}>{children}</FlowEditingContext>;
}

/** The stores themselves, for event handlers: reading `getState()` there causes no rendering. */
export function useFlowEditing(): FlowEditing {
  const editing = useContext(FlowEditingContext);
  if (!editing) throw new Error("This component stands outside an open flow.");
  return editing;
}

/** A slice of the document; renders again when the slice is another object. */
export function useDocument<Slice>(select: (state: DocumentState & DocumentActions) => Slice): Slice {
  return useStore(useFlowEditing().document, select);
}

/** A slice of the session. */
export function useSession<Slice>(select: (state: SessionState & SessionActions) => Slice): Slice {
  return useStore(useFlowEditing().session, select);
}
