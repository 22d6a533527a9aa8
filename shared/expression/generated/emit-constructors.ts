import type { ArrayAst, Ast, ObjectAst } from "../ast.ts";
import type { At, Generation } from "./generation.ts";
import { type Operand, operand } from "./operand.ts";

/** Keys the closure treats in a way of its own. */
const specialKeys = new Set(["__proto__", "_jsonata_lambda", "_jsonata_function"]);

/** `{…}` with literal keys, where the context is one thing and not an array to be grouped. */
export function emitObject(node: ObjectAst, at: At, generation: Generation): Operand {
  const keys = literalKeys(node.lhs.map(([key]) => key));
  if (keys === undefined || at.context.kind !== "object" || at.context.missing)
    return generation.fallback(node, at);
  const { source } = generation;
  const members = node.lhs.map(([, value], index) => ({
    key: JSON.stringify(keys[index]),
    value: generation.emit(value, at),
  }));
  const result = source.name();
  const optional = members.filter(({ value }) => value.missing);
  const literal = `{ ${members.map(({ key, value }) => `${key}: ${value.code}`).join(", ")} }`;
  if (optional.length === 0) {
    source.line(`const ${result} = ${literal};`);
  } else {
    // With every member there, one literal makes the object at once; engines are fastest with those.
    source.line(`let ${result};`);
    const present = optional.map(({ value }) => `${value.code} !== undefined`).join(" && ");
    source.line(`if (${present}) ${result} = ${literal}; else {`);
    source.line(`${result} = {};`);
    for (const { key, value } of members) {
      const condition = value.missing ? `if (${value.code} !== undefined) ` : "";
      source.line(`${condition}${result}[${key}] = ${value.code};`);
    }
    source.line("}");
  }
  return operand(
    result,
    "object",
    false,
    members.every(({ value }) => value.clean),
  );
}

function literalKeys(nodes: readonly Ast[]): string[] | undefined {
  const keys: string[] = [];
  for (const node of nodes) {
    if (node.type !== "string" || typeof node.value !== "string" || node.predicate || node.group)
      return undefined;
    if (specialKeys.has(node.value) || keys.includes(node.value)) return undefined;
    keys.push(node.value);
  }
  return keys;
}

/** `[…]`: items one by one; what may be an array is poured out by a helper. */
export function emitArray(node: ArrayAst, at: At, generation: Generation): Operand {
  if (node.consarray === true || node.expressions.some(isRangeItem)) return generation.fallback(node, at);
  const { source } = generation;
  const items = node.expressions.map((expression) => ({
    value: generation.emit(expression, at),
    whole: expression.type === "unary" && expression.value === "[",
  }));
  const simple = items.every(({ value, whole }) => !value.missing && (whole || value.kind !== "any"));
  const clean = items.every(({ value }) => value.clean);
  if (simple) {
    return operand(
      source.declare(`[${items.map(({ value }) => value.code).join(", ")}]`),
      "any",
      false,
      clean,
    );
  }
  const result = source.declare("[]");
  for (const { value, whole } of items) {
    if (whole || value.kind !== "any") {
      const condition = value.missing ? `if (${value.code} !== undefined) ` : "";
      source.line(`${condition}${result}.push(${value.code});`);
    } else {
      source.line(`${generation.helper("pour")}(${value.code}, ${result}, run);`);
    }
  }
  return operand(result, "any", false, clean);
}

function isRangeItem(node: Ast): boolean {
  return node.type === "binary" && node.value === "..";
}
