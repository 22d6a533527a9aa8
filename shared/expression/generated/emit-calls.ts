import type { ApplyAst, Ast, CallAst, LambdaAst } from "../ast.ts";
import { natives } from "../builtins/built-ins.ts";
import type { Native } from "../builtins/native.ts";
import { weightOf } from "../weight.ts";
import { type At, type Generation, NotGenerated } from "./generation.ts";
import { inlined } from "./inlined.ts";
import { type Kind, type Operand, operand } from "./operand.ts";

/** What functions answer with, when they answer with anything. */
const resultKinds: Readonly<Record<string, Kind>> = {
  ...kinds("text", [
    "uppercase",
    "lowercase",
    "substring",
    "substringBefore",
    "substringAfter",
    "trim",
    "pad",
    "join",
    "string",
    "formatNumber",
    "formatInteger",
    "formatBase",
    "fromMillis",
    "now",
    "base64encode",
    "base64decode",
    "encodeUrl",
    "encodeUrlComponent",
    "decodeUrl",
    "decodeUrlComponent",
    "type",
    "replace",
  ]),
  ...kinds("number", [
    "length",
    "number",
    "floor",
    "ceil",
    "abs",
    "round",
    "sqrt",
    "power",
    "sum",
    "count",
    "max",
    "min",
    "average",
    "parseInteger",
    "toMillis",
    "millis",
  ]),
  ...kinds("boolean", ["exists", "boolean", "not", "contains"]),
};

function kinds(kind: Kind, names: readonly string[]): Record<string, Kind> {
  return Object.fromEntries(names.map((name) => [name, kind]));
}

/** Functions that flows give another meaning than the built-in one; they are called through their binding. */
const rebound = new Set(["random", "shuffle", "eval"]);

export function emitCall(node: CallAst, at: At, generation: Generation): Operand {
  const { procedure } = node;
  if (procedure.type !== "variable" || procedure.value === "" || procedure.predicate || procedure.group) {
    return generation.fallback(node, at);
  }
  const name = procedure.value;
  if (at.locals.has(name) || name === "$") throw new NotGenerated();
  const native = rebound.has(name) ? undefined : natives.get(name);
  if (native === undefined) return emitGlobalCall(name, node, at, generation);
  generation.relyOn(name);
  const higher = emitHigherOrder(name, node, at, generation);
  if (higher !== undefined) return higher;
  if (node.arguments.some(needsClosure)) return generation.fallback(node, at);
  // An inlined or scalar function never sees whether an array is a sequence; others do.
  const marked = !unmarkedArguments.has(name);
  const args = node.arguments.map((argument) => generation.emit(argument, { ...at, marked }));
  return emitNativeCall(native, args, procedure, at, generation);
}

/** Functions whose result does not depend on whether an array is a sequence. */
const unmarkedArguments = new Set([...Object.keys(resultKinds), "lookup", "keys"]);

function needsClosure(node: Ast): boolean {
  return (
    node.type === "lambda" || node.type === "regex" || node.type === "partial" || node.type === "transform"
  );
}

/** A function from outside: `$table`, the decimal functions, `$eval`. */
function emitGlobalCall(name: string, node: CallAst, at: At, generation: Generation): Operand {
  if (node.arguments.some(needsClosure) || name === "eval") return generation.fallback(node, at);
  const { source } = generation;
  const callee = source.declare(`${generation.helper("globalFunction")}(${JSON.stringify(name)}, run)`);
  const place = source.constant(generation.place(node.procedure, `$${name}`, name));
  const args = node.arguments.map((argument) => generation.emit(argument, { ...at, marked: true }));
  const list = args.map((argument) => passed(argument, generation));
  const invoke = generation.helper("invoke");
  const code = `${invoke}(${callee}, [${list.join(", ")}], ${at.context.code}, run, ${place})`;
  return operand(source.declare(code), "any", true, false);
}

function passed(argument: Operand, generation: Generation): string {
  return argument.kind === "any" && !argument.clean
    ? `${generation.helper("argument")}(${argument.code})`
    : argument.code;
}

function emitNativeCall(
  native: Native,
  args: readonly Operand[],
  procedure: Ast,
  at: At,
  generation: Generation,
): Operand {
  const { source } = generation;
  const { name } = native;
  const place = source.constant(generation.place(procedure, `$${name}`, name));
  const list = args.map((argument) => passed(argument, generation)).join(", ");
  const callee = source.constant(native.value);
  const slow = `${generation.helper("invoke")}(${callee}, [${list}], ${at.context.code}, run, ${place})`;
  const kind = resultKinds[name] ?? "any";
  const inline = inlined(name, args, slow, generation);
  if (inline !== undefined) return inline;
  const fast = fastTests(native, args);
  const code =
    fast === undefined
      ? slow
      : `${fast} ? ${generation.helper("guarded")}(${source.constant(native.body)}, ${place}, run, ${list}) : ${slow}`;
  return operand(source.declare(code), kind, true, kind !== "any");
}

/** Conditions under which arguments fit a signature just as they are; undefined when they never do. */
function fastTests(native: Native, args: readonly Operand[]): string | undefined {
  const { parameters } = native.signature;
  if (args.length === 0 || args.length > parameters.length) return undefined;
  const tests: string[] = [];
  for (const [index, parameter] of parameters.entries()) {
    const argument = args[index];
    if (argument === undefined) {
      if (!parameter.optional || parameter.context) return undefined;
      continue;
    }
    if (parameter.isArray) return undefined;
    const test = letterTest(parameter.letters, argument);
    if (test === undefined) return undefined;
    if (test !== "") tests.push(test);
  }
  return tests.length === 0 ? "true" : tests.join(" && ");
}

function letterTest(letters: string, { code, kind, missing }: Operand): string | undefined {
  if (letters.startsWith("s")) return kind === "text" && !missing ? "" : `typeof ${code} === "string"`;
  if (letters.startsWith("n")) return kind === "number" && !missing ? "" : `typeof ${code} === "number"`;
  return undefined;
}

/** `left ~> $f(…)`: the call with `left` as its first argument. */
export function emitApply(node: ApplyAst, at: At, generation: Generation): Operand {
  const { rhs } = node;
  const bare = rhs.type === "function" && rhs.predicate === undefined && rhs.group === undefined;
  if (!bare || needsClosure(node.lhs) || rhs.keepArray === true) return generation.fallback(node, at);
  return emitCall({ ...rhs, arguments: [node.lhs, ...rhs.arguments] }, at, generation);
}

/** `$map`, `$filter` and `$reduce` with a function written in place become loops. */
function emitHigherOrder(name: string, node: CallAst, at: At, generation: Generation): Operand | undefined {
  const [list, lambda] = node.arguments;
  if ((name !== "map" && name !== "filter") || list === undefined || node.arguments.length !== 2)
    return undefined;
  if (lambda?.type !== "lambda" || lambda.signature !== undefined || lambda.thunk === true) return undefined;
  const { source } = generation;
  const start = source.mark();
  try {
    return emitLambdaLoop(name, list, lambda, at, generation);
  } catch (error) {
    if (!(error instanceof NotGenerated)) throw error;
    source.rewind(start);
    return undefined;
  }
}

function emitLambdaLoop(
  name: "map" | "filter",
  list: Ast,
  lambda: LambdaAst,
  at: At,
  generation: Generation,
): Operand {
  const { source } = generation;
  const whole = generation.emit(list, { ...at, marked: true });
  if (whole.kind !== "any") throw new NotGenerated();
  const result = source.name();
  source.line(`let ${result};`);
  source.line(`if (${whole.code} !== undefined) {`);
  const items = source.declare(`Array.isArray(${whole.code}) ? ${whole.code} : [${whole.code}]`);
  source.line(`run.charge(${items}.length * ${1 + weightOf(lambda.body)});`);
  const values = source.declare("[]");
  const index = source.name();
  source.line(`for (let ${index} = 0; ${index} < ${items}.length; ${index}++) {`);
  const item = operand(source.declare(`${items}[${index}]`), "any", true, whole.clean);
  const locals = new Map(at.locals);
  const offered = [item, operand(index, "number", false), operand(items, "any", false, whole.clean)];
  lambda.arguments.forEach((parameter, position) => {
    locals.set(parameter.value, offered[position] ?? operand("undefined", "any", true));
  });
  const inner: At = { ...at, locals };
  let clean = item.clean;
  if (name === "filter") {
    source.line(
      `if (${generation.test(bodyOf(lambda), { ...inner, marked: false })}) ${values}.push(${item.code});`,
    );
  } else {
    const value = generation.emit(bodyOf(lambda), { ...inner, marked: true });
    clean = value.clean;
    source.line(`if (${value.code} !== undefined) ${values}.push(${value.code});`);
  }
  source.line("}");
  const finish = generation.helper(at.marked ? "finishMarked" : "finishItems");
  source.line(`${result} = ${finish}(${values}, run);`);
  source.line("}");
  return operand(result, "any", true, clean && !at.marked);
}

/**
 * The body without the wrapping of a call in tail position. Such a call answers with a raw sequence, which only
 * functions with simple results never do.
 */
function bodyOf(lambda: LambdaAst): Ast {
  const { body } = lambda;
  if (body.type === "lambda" && body.thunk === true) {
    const call = body.body;
    const simple =
      call.type === "function" &&
      call.group === undefined &&
      call.procedure.type === "variable" &&
      resultKinds[call.procedure.value] !== undefined;
    if (!simple) throw new NotGenerated();
    return call;
  }
  if (hasTailCall(body)) throw new NotGenerated();
  return body;
}

function hasTailCall(node: Ast): boolean {
  switch (node.type) {
    case "lambda":
      return node.thunk === true;
    case "condition":
      return hasTailCall(node.then) || (node.else !== undefined && hasTailCall(node.else));
    case "block": {
      const last = node.expressions.at(-1);
      return last !== undefined && hasTailCall(last);
    }
    default:
      return false;
  }
}
