import type { Generation } from "./generation.ts";
import { type Operand, operand } from "./operand.ts";

/** Writes the few functions that are shorter than a call of them; undefined for all others. */
export function inlined(
  name: string,
  args: readonly Operand[],
  slow: string,
  generation: Generation,
): Operand | undefined {
  const { source } = generation;
  const [first] = args;
  if (first === undefined || args.length !== 1) return undefined;
  const { code } = first;
  const text = first.kind === "text" && !first.missing ? "" : `typeof ${code} === "string" && `;
  switch (name) {
    case "exists":
      return operand(source.declare(`${code} !== undefined`), "boolean", false);
    case "count": {
      if (first.kind !== "any") {
        return operand(
          source.declare(first.missing ? `${code} === undefined ? 0 : 1` : "1"),
          "number",
          false,
        );
      }
      const many = `Array.isArray(${code}) ? ${code}.length : ${code} === undefined ? 0 : 1`;
      return operand(source.declare(many), "number", false);
    }
    case "uppercase":
    case "lowercase": {
      const method = name === "uppercase" ? "toUpperCase" : "toLowerCase";
      const declared = source.declare(`${text}${code}.length <= 64 ? ${code}.${method}() : ${slow}`);
      return operand(declared, "text", first.missing || first.kind !== "text");
    }
    case "string":
      if (first.kind !== "text") return undefined;
      return operand(code, "text", first.missing);
    case "number": {
      const declared = source.declare(`typeof ${code} === "number" ? ${code} : ${slow}`);
      return operand(declared, "number", first.missing || first.kind !== "number");
    }
    case "sum":
      if (first.kind !== "any") return undefined;
      return operand(
        source.declare(`${generation.helper("sumOf")}(${code}, run) ?? ${slow}`),
        "number",
        true,
      );
    default:
      return undefined;
  }
}
