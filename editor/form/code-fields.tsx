import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import type { JsonataEditorHandle } from "../expression/editor-handle.ts";

/** The expression fields of an open panel: a source field that is clicked goes to the one that had the focus last. */
export interface CodeFields {
  /** Tells of a field as long as it is mounted; the answer takes it back. */
  register(path: string, handle: JsonataEditorHandle): () => void;
  focused(path: string): void;
  /** The field that had the focus last, or else the first. */
  current(): JsonataEditorHandle | undefined;
  at(path: string): JsonataEditorHandle | undefined;
}

const none: CodeFields = {
  register: () => () => {},
  focused: () => {},
  current: () => undefined,
  at: () => undefined,
};
const CodeFieldsContext = createContext<CodeFields>(none);

/** Lets everything below put text into the expression fields below. */
export function CodeFieldsProvider({ children }: { children: ReactNode }) {
  const [fields] = useState(makeCodeFields);
  return <CodeFieldsContext value={fields}>{children}</CodeFieldsContext>;
}

export function useCodeFields(): CodeFields {
  return useContext(CodeFieldsContext);
}

/** What a field at `path` hands to its editor. */
export function useCodeField(path: string) {
  const fields = useCodeFields();
  return useMemo(
    () => ({
      handle: (handle: JsonataEditorHandle | null) => (handle ? fields.register(path, handle) : undefined),
      onFocus: () => fields.focused(path),
    }),
    [fields, path],
  );
}

function makeCodeFields(): CodeFields {
  const handles = new Map<string, JsonataEditorHandle>();
  let last: string | undefined;
  return {
    register: (path, handle) => {
      handles.set(path, handle);
      return () => {
        if (handles.get(path) === handle) handles.delete(path);
      };
    },
    focused: (path) => {
      last = path;
    },
    current: () => (last === undefined ? undefined : handles.get(last)) ?? [...handles.values()][0],
    at: (path) => handles.get(path),
  };
}
