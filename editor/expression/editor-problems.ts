import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { type Extension, StateEffect } from "@codemirror/state";
import { type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import type { Finding } from "@trasvase/shared/expression/lint/finding.ts";
import type { Problem } from "@trasvase/shared/problem.ts";
import type { EditorContext } from "./editor-context.ts";

/** Something besides the text has changed that findings depend on: the sample, the target, problems from elsewhere. */
export const lookAgain = StateEffect.define<null>();

/** Codes of mistakes in the text itself; the worker tells them fresh. */
const syntaxCode = /^[SX]\d{4}$/;

/** Marks what is wrong as soon as the worker knows, with a quick fix where there is one. Marks of an older text never replace newer ones. */
export function problemMarks(context: EditorContext): Extension {
  return ViewPlugin.define((view) => {
    let asked = 0;
    const look = async () => {
      const sequence = ++asked;
      const text = view.state.doc.toString();
      const result = await context.questions.lint(text);
      if (sequence !== asked || result.kind === "dropped") return;
      const found =
        result.kind === "answered"
          ? diagnostics(text, result.answer, context.problems())
          : [
              {
                from: 0,
                to: text.length,
                severity: "warning" as const,
                message: result.kind === "stopped" ? context.texts().stopped : result.message,
              },
            ];
      view.dispatch(setDiagnostics(view.state, found));
    };
    void look();
    return {
      update: (update: ViewUpdate) => {
        const told = update.transactions.some((one) => one.effects.some((effect) => effect.is(lookAgain)));
        if (update.docChanged || told) void look();
      },
      destroy: () => {
        asked++;
      },
    };
  });
}

/** What lint found, and of what planning and the preview found whatever it does not tell itself. */
export function diagnostics(
  text: string,
  findings: readonly Finding[],
  problems: readonly Problem[],
): readonly Diagnostic[] {
  const told = new Set(findings.map(({ code }) => code));
  const others = problems.filter(
    ({ start, code }) => start !== undefined && !syntaxCode.test(code) && !told.has(code),
  );
  return [
    ...findings.map(
      (finding): Diagnostic => ({
        ...range(text, finding.start, finding.end),
        severity: finding.severity === "note" ? "info" : finding.severity,
        message: plainWords(finding.message),
        source: finding.code,
        ...(finding.fix && { actions: [actionOf(finding, text)] }),
      }),
    ),
    ...others.map(
      ({ start = 0, end = start, severity, message, code }): Diagnostic => ({
        ...range(text, start, end),
        severity: severity === "note" ? "info" : severity,
        message: plainWords(message),
        source: code,
      }),
    ),
  ];
}

/** Messages mark code by back-ticks, which mean nothing where only text can be shown. */
function plainWords(message: string): string {
  return message.replaceAll(/`([^`]*)`/g, "$1");
}

function actionOf(finding: Finding, text: string): NonNullable<Diagnostic["actions"]>[number] {
  const { title = "", start = 0, end = 0, text: insert = "" } = finding.fix ?? {};
  const found = range(text, finding.start, finding.end).from;
  return {
    name: plainWords(title),
    apply: (view: EditorView, from: number) => {
      // The text before may have grown since.
      const by = from - found;
      view.dispatch({
        changes: { from: start + by, to: end + by, insert },
        selection: { anchor: start + by + insert.length },
        userEvent: "input.fix",
        scrollIntoView: true,
      });
      view.focus();
    },
  };
}

/** At least one character wide where there is one, so that the mark can be seen and pointed at. */
function range(text: string, start: number, end: number): { from: number; to: number } {
  const to = Math.min(Math.max(end, start + 1), text.length);
  return { from: Math.max(0, Math.min(start, to - 1)), to };
}
