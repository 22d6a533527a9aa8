import { type Ast, walk } from "../ast.ts";
import { freeVariables } from "../free-variables.ts";
import { functionHelp } from "../function-help.ts";
import { mentionedTablesIn } from "../mentioned-tables.ts";
import { nearest } from "../nearest.ts";
import { flowNames } from "../record-bindings.ts";
import type { Finding, Rule, Subject } from "./finding.ts";

const known = new Set([...functionHelp.keys(), ...flowNames]);

/** Functions and variables that nothing defines. */
export const unknownNames: Rule = (subject) => {
  const unknown = new Set([...freeVariables(subject.ast)].filter((name) => !known.has(name)));
  if (unknown.size === 0) return [];
  const bound = namesBound(subject.ast);
  const called = new Set<Ast>();
  const findings: Finding[] = [];
  walk(subject.ast, (node) => {
    if (node.type === "function" || node.type === "partial") called.add(node.procedure);
    if (node.type !== "variable" || !unknown.has(node.value) || bound.has(node.value)) return;
    findings.push(
      ...unknownName(
        node.value,
        called.has(node) ? "function" : "variable",
        node,
        [...known, ...bound],
        subject,
      ),
    );
  });
  return findings;
};

function namesBound(ast: Ast): Set<string> {
  const names = new Set<string>();
  walk(ast, (node) => {
    if (node.type === "bind") names.add(node.lhs.value);
    if (node.type === "lambda") for (const argument of node.arguments) names.add(argument.value);
    if (node.focus !== undefined) names.add(node.focus);
    if (node.index !== undefined) names.add(node.index);
    for (const stage of node.stages ?? []) if (stage.type === "index") names.add(stage.value);
  });
  return names;
}

function unknownName(
  name: string,
  kind: "function" | "variable",
  node: Ast,
  candidates: readonly string[],
  { spans, say, fixing, closeTo }: Subject,
): Finding[] {
  const span = spans.of(node);
  if (span === undefined) return [];
  const close = nearest(name, candidates);
  return [
    {
      code: kind === "function" ? "unknown-function" : "unknown-variable",
      severity: kind === "function" ? "error" : "warning",
      message: say(kind === "function" ? "unknown-function" : "unknown-variable", {
        name: `$${name}`,
        close: closeTo(name, candidates, "$"),
      }),
      ...span,
      ...(close !== undefined && {
        fix: { title: fixing("change", { name: `$${close}` }), ...span, text: `$${close}` },
      }),
    },
  ];
}

/** A function's name without its `$`. */
export const forgottenDollars: Rule = ({ ast, spans, say, fixing, closeTo }) => {
  const findings: Finding[] = [];
  walk(ast, (node) => {
    if (node.type !== "function" || node.procedure.type !== "path") return;
    const [first] = node.procedure.steps;
    const span = first && spans.of(first);
    if (first?.type !== "name" || node.procedure.steps.length !== 1 || span === undefined) return;
    const close = functionHelp.has(first.value) ? first.value : nearest(first.value, functionHelp.keys());
    findings.push({
      code: "unknown-function",
      severity: "error",
      message: say("unknown-function.dollar", {
        name: first.value,
        close: closeTo(first.value, functionHelp.keys(), "$"),
      }),
      ...span,
      ...(close !== undefined && {
        fix: { title: fixing("change", { name: `$${close}` }), ...span, text: `$${close}` },
      }),
    });
  });
  return findings;
};

/** Value tables the flow does not have. */
export const unknownTables: Rule = ({ ast, text, tables, say, fixing, closeTo }) => {
  if (tables === undefined) return [];
  return mentionedTablesIn(ast, text).flatMap(({ name, start, end }): Finding[] => {
    if (name === undefined || tables.includes(name)) return [];
    const close = nearest(name, tables);
    return [
      {
        code: "unknown-table",
        severity: "error",
        message: say("unknown-table", { name, close: closeTo(name, tables) }),
        start,
        end,
        ...(close !== undefined && {
          fix: { title: fixing("change", { name: close }), start, end, text: JSON.stringify(close) },
        }),
      },
    ];
  });
};

/** Members of `$steps` that no step before this one is called. */
export const unknownSteps: Rule = ({ reads, steps, say, fixing, closeTo }) => {
  if (steps === undefined) return [];
  return reads.flatMap(({ root, path, start, end }): Finding[] => {
    const [name] = path;
    if (root !== "$steps" || path.length !== 1 || name === undefined || name === "*" || name === "**")
      return [];
    if (steps.includes(name)) return [];
    const close = nearest(name, steps);
    return [
      {
        code: "unknown-step",
        severity: "warning",
        message: say("unknown-step", { name, close: closeTo(name, steps) }),
        start,
        end,
        ...(close !== undefined && {
          fix: { title: fixing("change", { name: close }), start, end, text: close },
        }),
      },
    ];
  });
};
