import { type Ast, walk } from "../ast.ts";
import type { Read } from "../reads.ts";
import type { Finding, Rule, Subject, TargetSchema } from "./finding.ts";

/**
 * Lists that become an object with one item and vanish with none. With a target schema: where a list is wanted. Without:
 * where a path goes through a list of the samples into a field of an object.
 */
export const collapsingLists: Rule = (subject) => {
  const findings: Finding[] = [];
  const visit = (node: Ast, schema: TargetSchema | undefined): void => {
    const target = resultOf(node);
    if (target.type === "unary" && target.value === "{") {
      for (const [key, value] of target.lhs) {
        const name = key.type === "string" ? String(key.value) : undefined;
        const wanted = name === undefined ? undefined : schema?.properties?.[name];
        findings.push(...checkMember(value, name, wanted, subject));
        visit(value, wanted);
      }
    } else if (target.type === "unary" && target.value === "[") {
      for (const item of target.expressions) visit(item, schema?.items);
    } else if (target.type === "path") {
      const last = target.steps.at(-1);
      if (last !== undefined && last !== target) visit(last, schema?.items ?? schema);
    }
  };
  visit(subject.ast, subject.targetSchema);
  return findings;
};

/** The part that gives a block's value. */
function resultOf(node: Ast): Ast {
  if (node.type !== "block") return node;
  const last = node.expressions.at(-1);
  return last === undefined ? node : resultOf(last);
}

function checkMember(
  value: Ast,
  name: string | undefined,
  wanted: TargetSchema | undefined,
  subject: Subject,
): Finding[] {
  const span = subject.spans.of(value);
  if (span === undefined || !mayCollapse(value)) return [];
  const types = wanted?.type === undefined ? undefined : [wanted.type].flat();
  const isList = types === undefined ? goesThroughList(value, subject) : types.includes("array");
  if (!isList) return [];
  return [
    {
      code: "collapsing-list",
      severity: types === undefined ? "note" : "warning",
      message: subject.say(name === undefined ? "collapsing-list.unnamed" : "collapsing-list", {
        name: name ?? "",
      }),
      ...span,
      fix: {
        title: subject.fixing("keepList"),
        ...span,
        text: `[${subject.text.slice(span.start, span.end)}]`,
      },
    },
  ];
}

/** Whether a part can give a sequence, which is unwrapped when it holds one item. */
function mayCollapse(node: Ast): boolean {
  if (node.keepArray === true) return false;
  if (node.type === "path") return node.keepSingletonArray !== true;
  if (node.type === "function" && node.procedure.type === "variable") {
    return ["map", "filter", "distinct", "keys", "each", "spread", "match"].includes(node.procedure.value);
  }
  if (node.type === "apply") return mayCollapse(node.rhs);
  return (
    node.type === "condition" &&
    (mayCollapse(node.then) || (node.else !== undefined && mayCollapse(node.else)))
  );
}

function goesThroughList(node: Ast, subject: Subject): boolean {
  if (node.type !== "path") return false;
  // A position such as [0] picks one item on purpose.
  const picks = node.steps.some((step) =>
    step.stages?.some((stage) => stage.type === "filter" && stage.expr.type === "number"),
  );
  const places: Read[] = [];
  for (const step of node.steps) {
    const read = step.type === "name" ? subject.readBy(step) : undefined;
    if (read !== undefined) places.push(read);
  }
  // A list at the end of the path is data and stays one, unless a further step goes through it.
  const passed = node.steps.at(-1)?.type === "name" ? places.slice(0, -1) : places;
  return !picks && passed.some((read) => subject.field(read).types.has("array"));
}

const aggregates = new Set(["sum", "average", "max", "min"]);

/** Sums and the like over a field that some items lack: those items are passed over in silence. */
export const partialAggregates: Rule = (subject) => {
  const findings: Finding[] = [];
  walk(subject.ast, (node) => {
    if (
      node.type !== "function" ||
      node.procedure.type !== "variable" ||
      !aggregates.has(node.procedure.value)
    )
      return;
    const [argument] = node.arguments;
    const span = argument && subject.spans.of(argument);
    if (span === undefined) return;
    for (const read of subject.reads) {
      if (read.start < span.start || read.end > span.end || read.path.at(-1)?.startsWith("*")) continue;
      const { present, missingIn, throughList } = subject.field(read);
      if (!throughList || present === 0 || missingIn === 0) continue;
      findings.push({
        code: "partial-aggregate",
        severity: "warning",
        message: subject.say("partial-aggregate", {
          name: read.path.at(-1) ?? "",
          count: missingIn,
          function: `$${node.procedure.value}`,
        }),
        start: read.start,
        end: read.end,
      });
    }
  });
  return findings;
};
