import { lazy, Suspense } from "react";
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
    <pre
      aria-label={label}
      aria-busy="true"
      role="textbox"
      aria-readonly="true"
      className={`m-0 overflow-hidden px-2 py-1 font-mono text-sm whitespace-pre-wrap text-ink-2 ${size === "full" ? "h-full" : ""}`}
    >
      {value}
    </pre>
  );
}
