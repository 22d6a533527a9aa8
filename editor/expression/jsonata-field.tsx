import { lazy, Suspense } from "react";
import { classNames } from "../ui/class-names.ts";
import type { JsonataEditorProps } from "./jsonata-editor.tsx";

// CodeMirror is half of the editor's code; nobody needs it before the first expression is in view.
const JsonataEditor = lazy(async () => ({ default: (await import("./jsonata-editor.tsx")).JsonataEditor }));

/** A field for a JSONata text, with colours, completion and errors in place. Shows the bare text until the editor has loaded. */
export function JsonataField(props: JsonataEditorProps) {
  return (
    <Suspense fallback={<WaitingText {...props} />}>
      <JsonataEditor {...props} />
    </Suspense>
  );
}

function WaitingText({ value, label, size }: JsonataEditorProps) {
  return (
    <textarea
      aria-label={label}
      aria-busy="true"
      readOnly
      rows={1}
      value={value}
      className={classNames(
        "block w-full resize-none bg-transparent px-2 py-1 font-mono text-sm text-ink-2",
        size === "full" && "h-full",
      )}
    />
  );
}
