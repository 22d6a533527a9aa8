import type { Ast, BinaryAst, ConditionAst, NegateAst } from "../ast.ts";
import { sharedCondition } from "../shared-condition.ts";
import type { At, Generation } from "./generation.ts";
import { either, type Operand, operand } from "./operand.ts";

/** A value whose marks nobody looks at. */
function emitUnmarked(node: Ast, at: At, generation: Generation): Operand {
  return generation.emit(node, { ...at, marked: false });
}

export function emitBinary(node: BinaryAst, at: At, generation: Generation): Operand {
  switch (node.value) {
    case "and":
    case "or": {
      const result = generation.source.declare(generation.test(node, at));
      return operand(result, "boolean", false);
    }
    case "=":
    case "!=":
    case "in":
      return operand(generation.source.declare(testBinary(node, at, generation)), "boolean", false);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return emitComparison(node, at, generation);
    case "&":
      return emitConcatenation(node, at, generation);
    case "..":
      return generation.fallback(node, at);
    default:
      return emitArithmetic(node, at, generation);
  }
}

/** Writes both sides and gives the condition, for operators that answer true or false; undefined for others. */
export function testBinary(node: BinaryAst, at: At, generation: Generation): string {
  switch (node.value) {
    case "and":
    case "or":
      return testLogical(node, at, generation);
    case "=":
    case "!=":
      return testEquality(node, at, generation);
    case "in": {
      const left = emitUnmarked(node.lhs, at, generation);
      const right = emitUnmarked(node.rhs, at, generation);
      return `${generation.helper("includes")}(${left.code}, ${right.code})`;
    }
    default: {
      const value = emitBinary(node, at, generation);
      return testOf(value, generation);
    }
  }
}

/** The condition that a value is true. */
export function testOf(value: Operand, generation: Generation): string {
  const { code } = value;
  if (value.kind === "boolean") return value.missing ? `${code} === true` : code;
  if (value.kind === "text")
    return value.missing ? `(${code} !== undefined && ${code} !== "")` : `${code} !== ""`;
  const general = `${generation.helper("truthy")}(${code})`;
  return `(${code} === true || (${code} !== false && ${code} !== undefined && ${general}))`;
}

function testLogical(node: BinaryAst, at: At, generation: Generation): string {
  const { source } = generation;
  const place = source.constant(generation.place(node, node.value));
  const result = source.name();
  source.line(`let ${result} = ${operandTest(node.lhs, at, generation, place)};`);
  source.line(`if (${node.value === "and" ? "" : "!"}${result}) {`);
  source.line(`${result} = ${operandTest(node.rhs, at, generation, place)};`);
  source.line("}");
  return result;
}

/** As `testOf`, but what is not plainly true or false is converted under the operator's name. */
function operandTest(node: Ast, at: At, generation: Generation, place: string): string {
  if (node.type === "binary" && node.predicate === undefined && node.group === undefined) {
    const answersBoolean = ["and", "or", "=", "!=", "in"].includes(node.value);
    if (answersBoolean) return testBinary(node, at, generation);
  }
  const value = emitUnmarked(node, at, generation);
  if (value.kind === "boolean" || value.kind === "text") return testOf(value, generation);
  const { code } = value;
  const general = `${generation.helper("truthyAt")}(${code}, ${place})`;
  return `(${code} === true || (${code} !== false && ${code} !== undefined && ${general}))`;
}

function testEquality(node: BinaryAst, at: At, generation: Generation): string {
  const left = emitUnmarked(node.lhs, at, generation);
  const right = emitUnmarked(node.rhs, at, generation);
  const negated = node.value === "!=";
  const literal = left.literal !== undefined || right.literal !== undefined;
  const scalar = literal || (isScalar(left) && isScalar(right));
  if (!scalar)
    return `${generation.helper(negated ? "differs" : "equals")}(${left.code}, ${right.code}, run)`;
  const same = `${left.code} ${negated ? "!==" : "==="} ${right.code}`;
  const present = [left, right].filter((side) => side.missing).map((side) => `${side.code} !== undefined`);
  // With a literal on one side, `===` already excludes what is missing; `!==` does not.
  const checks = negated || !literal ? present : [];
  return checks.length === 0 ? `(${same})` : `(${checks.join(" && ")} && ${same})`;
}

function isScalar(value: Operand): boolean {
  return value.kind === "number" || value.kind === "text" || value.kind === "boolean";
}

function typeTest(value: Operand, kind: "number" | "text"): string | undefined {
  if (value.kind === kind && !value.missing) return undefined;
  return `typeof ${value.code} === "${kind === "text" ? "string" : "number"}"`;
}

function all(tests: readonly (string | undefined)[]): string {
  const real = tests.filter((test) => test !== undefined);
  return real.length === 0 ? "true" : real.join(" && ");
}

function emitComparison(node: BinaryAst, at: At, generation: Generation): Operand {
  const { source } = generation;
  const left = emitUnmarked(node.lhs, at, generation);
  const right = emitUnmarked(node.rhs, at, generation);
  const place = source.constant(generation.place(node, node.value));
  const slow = `${generation.helper("compare")}("${node.value}", ${left.code}, ${right.code}, ${place})`;
  const kind = left.kind === "text" || right.kind === "text" ? "text" : "number";
  const fast = all([typeTest(left, kind), typeTest(right, kind)]);
  const direct = `${left.code} ${node.value} ${right.code}`;
  const missing = left.missing || right.missing || left.kind === "any" || right.kind === "any";
  const code = fast === "true" ? direct : `${fast} ? ${direct} : ${slow}`;
  return operand(source.declare(code), "boolean", missing);
}

function emitArithmetic(node: BinaryAst, at: At, generation: Generation): Operand {
  const { source } = generation;
  const left = emitUnmarked(node.lhs, at, generation);
  const right = emitUnmarked(node.rhs, at, generation);
  const place = source.constant(generation.place(node, node.value));
  const slow = `${generation.helper("arithmetic")}("${node.value}", ${left.code}, ${right.code}, ${place})`;
  const fast = all([left, right].map(finiteTest));
  const direct = `${left.code} ${node.value} ${right.code}`;
  const code = fast === "true" ? direct : `${fast} ? ${direct} : ${slow}`;
  const missing = [left, right].some((side) => side.missing || side.kind !== "number");
  return operand(source.declare(code), "number", missing);
}

function finiteTest(value: Operand): string | undefined {
  return typeof value.literal === "number" ? undefined : `Number.isFinite(${value.code})`;
}

function emitConcatenation(node: BinaryAst, at: At, generation: Generation): Operand {
  const { source } = generation;
  const left = emitUnmarked(node.lhs, at, generation);
  const right = emitUnmarked(node.rhs, at, generation);
  const place = source.constant(generation.place(node, "&"));
  return operand(
    source.declare(`${generation.helper("concat")}(${left.code}, ${right.code}, run, ${place})`),
    "text",
    false,
  );
}

export function emitNegate(node: NegateAst, at: At, generation: Generation): Operand {
  return generation.fallback(node, at);
}

/** `a ? b : c`, and `??` and `?:`, whose condition and value are one part that is evaluated once. */
export function emitCondition(node: ConditionAst, at: At, generation: Generation): Operand {
  const { source } = generation;
  const shared = at.locals.has("exists") ? undefined : sharedCondition(node);
  const result = source.name();
  source.line(`let ${result};`);
  let then: Operand;
  if (shared === undefined) {
    source.line(`if (${generation.test(node.condition, at)}) {`);
    then = generation.emit(node.then, at);
  } else {
    const value = generation.emit(node.then, at);
    source.line(`if (${shared === "exists" ? `${value.code} !== undefined` : testOf(value, generation)}) {`);
    then = shared === "exists" ? { ...value, missing: false } : value;
  }
  source.line(`${result} = ${then.code};`);
  if (node.else === undefined) {
    source.line("}");
    return { code: result, kind: then.kind, missing: true, clean: then.clean };
  }
  source.line("} else {");
  const otherwise = generation.emit(node.else, at);
  source.line(`${result} = ${otherwise.code};`);
  source.line("}");
  return { code: result, ...either(then, otherwise) };
}
