import { type Ast, type BinaryAst, walk } from "../ast.ts";
import { tokenize } from "../tokens.ts";
import type { Finding, Rule, Subject } from "./finding.ts";

const comparing = new Set(["=", "!=", "<", "<=", ">", ">="]);

/** The one type a part certainly has: of a literal, or of a field in all samples. */
function certainType(node: Ast, subject: Subject): "string" | "number" | undefined {
  if (node.type === "string" || node.type === "number") return node.type;
  const read = node.type === "path" ? subject.readBy(node.steps.at(-1) ?? node) : undefined;
  if (read === undefined || !read.certain) return undefined;
  const types = [...subject.field(read).types].filter((type) => type !== "null");
  const [only] = types;
  return types.length === 1 && (only === "string" || only === "number") ? only : undefined;
}

/** Texts compared with numbers: never equal, and an error with `<`. */
export const mixedComparisons: Rule = (subject) => {
  const findings: Finding[] = [];
  walk(subject.ast, (node) => {
    if (node.type !== "binary" || !comparing.has(node.value)) return;
    const left = certainType(node.lhs, subject);
    const right = certainType(node.rhs, subject);
    if (left === undefined || right === undefined || left === right) return;
    findings.push(...mixed(node, left === "string" ? node.lhs : node.rhs, subject));
  });
  return findings;
};

function mixed(node: BinaryAst, textSide: Ast, { spans, text, say, fixing }: Subject): Finding[] {
  const span = spans.of(node);
  const side = spans.of(textSide);
  if (span === undefined || side === undefined) return [];
  const equality = node.value === "=" || node.value === "!=";
  const converted = convert(textSide, text.slice(side.start, side.end));
  return [
    {
      code: "mixed-comparison",
      severity: "warning",
      message: say(equality ? "mixed-comparison" : "mixed-comparison.order", { operator: node.value }),
      ...span,
      ...(converted !== undefined && { fix: { title: fixing("asNumbers"), ...side, text: converted } }),
    },
  ];
}

function convert(node: Ast, written: string): string | undefined {
  if (node.type !== "string") return `$number(${written})`;
  const number = Number(node.value);
  return node.value === "" || Number.isNaN(number) ? undefined : String(number);
}

/** Divisions whose divisor can be zero, which gives a number no system accepts. */
export const divisions: Rule = (subject) => {
  const findings: Finding[] = [];
  walk(subject.ast, (node) => {
    if (node.type !== "binary" || (node.value !== "/" && node.value !== "%")) return;
    const span = subject.spans.of(node);
    const divisor = subject.spans.of(node.rhs);
    if (span === undefined || divisor === undefined) return;
    if (node.rhs.type === "number") {
      if (node.rhs.value === 0) findings.push(zero(span, subject.say("division-by-zero")));
      return;
    }
    const written = subject.text.slice(divisor.start, divisor.end);
    if (isGuarded(subject.ast, node, written, subject)) return;
    findings.push({
      ...zero(span, subject.say("division-by-zero.possible", { divisor: written })),
      severity: "note",
      fix: {
        title: subject.fixing("guardDivision"),
        ...span,
        text: `(${written} != 0 ? ${subject.text.slice(span.start, span.end)})`,
      },
    });
  });
  return findings;
};

function zero(span: { readonly start: number; readonly end: number }, message: string): Finding {
  return { code: "division-by-zero", severity: "warning", message, ...span };
}

/** Whether the division stands in a condition that asks about the divisor. */
function isGuarded(ast: Ast, division: Ast, divisor: string, { spans, text }: Subject): boolean {
  let guarded = false;
  const inside = spans.of(division);
  walk(ast, (node) => {
    if (node.type !== "condition" || inside === undefined) return;
    const span = spans.of(node);
    const condition = spans.of(node.condition);
    if (span === undefined || condition === undefined) return;
    const around = span.start <= inside.start && inside.end <= span.end;
    if (around && text.slice(condition.start, condition.end).includes(divisor)) guarded = true;
  });
  return guarded;
}

/** Whole numbers a double cannot hold as written. */
export const largeIntegers: Rule = ({ text, say, fixing }) =>
  tokenize(text).flatMap((token): Finding[] => {
    if (token.kind !== "number" || !/^\d+$/.test(token.text) || Number.isSafeInteger(Number(token.text)))
      return [];
    return [
      {
        code: "large-integer",
        severity: "warning",
        message: say("large-integer", { number: token.text }),
        start: token.start,
        end: token.end,
        fix: {
          title: fixing("asText"),
          start: token.start,
          end: token.end,
          text: JSON.stringify(token.text),
        },
      },
    ];
  });
