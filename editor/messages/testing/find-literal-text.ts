import { parseSync } from "vite";

/** Attributes and members that hold words for people. */
const spoken = new Set([
  "alt",
  "aria-description",
  "aria-label",
  "aria-roledescription",
  "aria-valuetext",
  "confirmLabel",
  "description",
  "intro",
  "label",
  "message",
  "placeholder",
  "text",
  "title",
  "valueLabel",
  "why",
]);

/** Names that are the same in every language. */
const names = new Set(["Trasvase", "JSON", "JSONata", "NDJSON", "CSV", "XML", "cURL"]);

/** A text for people that stands in the program instead of the messages. */
export interface LiteralText {
  line: number;
  text: string;
}

interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly [member: string]: unknown;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** Finds words in the children, spoken attributes and spoken members of a component's source. */
export function findLiteralText(file: string, source: string): LiteralText[] {
  const { program, errors } = parseSync(file, source);
  if (errors[0]) throw new Error(`${file} cannot be read: ${errors[0].message}`);
  const found: LiteralText[] = [];
  const report = (node: SyntaxNode, text: string) => {
    const words = text.trim();
    if (!/\p{L}/u.test(words) || names.has(words)) return;
    found.push({ line: source.slice(0, node.start).split("\n").length, text: words });
  };
  walk(program, (node) => {
    if (node.type === "JSXText") report(node, String(node.value));
    if (node.type === "JSXAttribute" && isSpoken(node.name)) reportTexts(node.value, report);
    if (node.type === "Property" && node.computed === false && isSpoken(node.key))
      reportTexts(node.value, report);
    if (node.type === "JSXElement" || node.type === "JSXFragment") {
      const children = node.children;
      if (Array.isArray(children))
        for (const child of children) if (child.type === "JSXExpressionContainer") reportTexts(child, report);
    }
  });
  return found;
}

function isSpoken(name: unknown): boolean {
  return isNode(name) && spoken.has(String(name.name ?? name.value));
}

/** Texts that an expression gives as it is: literals, templates, and either side of a choice; not what it hands to functions. */
function reportTexts(value: unknown, report: (node: SyntaxNode, text: string) => void): void {
  if (!isNode(value)) return;
  switch (value.type) {
    case "Literal":
      if (typeof value.value === "string") report(value, value.value);
      return;
    case "TemplateLiteral":
      for (const quasi of Array.isArray(value.quasis) ? value.quasis : [])
        report(quasi, quasi.value.cooked ?? "");
      return;
    case "JSXExpressionContainer":
    case "ParenthesizedExpression":
      reportTexts(value.expression, report);
      return;
    case "ConditionalExpression":
      reportTexts(value.consequent, report);
      reportTexts(value.alternate, report);
      return;
    case "LogicalExpression":
    case "BinaryExpression":
      if (["&&", "||", "??", "+"].includes(String(value.operator))) {
        if (value.operator !== "&&") reportTexts(value.left, report);
        reportTexts(value.right, report);
      }
  }
}

function walk(node: unknown, visit: (node: SyntaxNode) => void): void {
  if (Array.isArray(node)) {
    for (const member of node) walk(member, visit);
  } else if (isNode(node)) {
    visit(node);
    for (const member of Object.values(node)) walk(member, visit);
  }
}
