import { type Ast, type PathAst, walk } from "../ast.ts";
import { weightOf } from "../weight.ts";
import { type At, type Generation, NotGenerated } from "./generation.ts";
import { type Operand, operand } from "./operand.ts";

/** Field names that every object inherits; only a closure reads them, by own property. */
function isInherited(name: string): boolean {
  return name in Object.prototype;
}

/** A path cut into what generated code can do: names from a head, predicates, then one step for each item. */
interface Parts {
  /** A variable the path begins with. */
  readonly head: Ast | undefined;
  readonly names: readonly string[];
  readonly predicates: readonly Ast[];
  readonly each: Ast | undefined;
}

function partsOf(node: PathAst): Parts | undefined {
  const [first] = node.steps;
  const head = first?.type === "variable" && isBare(first) ? first : undefined;
  const names: string[] = [];
  let index = head === undefined ? 0 : 1;
  let predicates: Ast[] = [];
  for (; index < node.steps.length; index++) {
    const step = node.steps[index];
    if (step?.type !== "name" || step.tuple === true || isInherited(step.value)) break;
    names.push(step.value);
    if (step.stages === undefined) continue;
    predicates = step.stages.flatMap((stage) => (stage.type === "filter" ? [stage.expr] : []));
    index++;
    break;
  }
  const rest = node.steps.slice(index);
  if (names.length === 0 || rest.length > 1 || node.steps.some((step) => step.tuple === true))
    return undefined;
  const [each] = rest;
  if (each !== undefined && !canBeEach(each)) return undefined;
  return { head, names, predicates, each };
}

function isBare(node: Ast): boolean {
  return node.predicate === undefined && node.stages === undefined && node.group === undefined && !node.tuple;
}

function canBeEach(node: Ast): boolean {
  if (!isBare(node) || node.consarray === true || node.keepArray === true) return false;
  if (node.type === "name") return !isInherited(node.value);
  return ["unary", "block", "binary", "condition", "function", "apply"].includes(node.type);
}

export function emitPath(node: PathAst, at: At, generation: Generation): Operand {
  const parts = node.group === undefined ? partsOf(node) : undefined;
  if (parts === undefined) return generation.fallback(node, at);
  const head = parts.head === undefined ? at.context : generation.emit(parts.head, { ...at, marked: true });
  const keep = node.keepSingletonArray === true;
  if (keep && (at.marked || (parts.each === undefined && parts.predicates.length === 0))) {
    return generation.fallback(node, at);
  }
  const slow = slowPath(node, parts, at, generation);
  if (parts.each === undefined && parts.predicates.length === 0) {
    return emitNames(parts.names, head, at, slow, generation);
  }
  return emitLoop(parts, head, at, { slow, keep }, generation);
}

/** Code for the whole path as a closure, for data that is not as simple as the fast code wants it. */
function slowPath(node: PathAst, parts: Parts, at: At, generation: Generation): string {
  const code = slowCall(node, parts, at, generation);
  return at.marked ? code : `${generation.helper("plain")}(${code}, run)`;
}

function slowCall(node: PathAst, parts: Parts, at: At, generation: Generation): string {
  const local = parts.head?.type === "variable" ? at.locals.get(parts.head.value) : undefined;
  if (local === undefined) return generation.fallbackCode(node, at);
  // The path continues from the variable's value: the same path without its head.
  const [, ...steps] = node.steps;
  return generation.fallbackCode({ ...node, steps }, { ...at, context: local });
}

function read(object: string, name: string): string {
  return `${object}[${JSON.stringify(name)}]`;
}

function isPlainObject(value: Operand): boolean {
  return value.kind === "object" && !value.missing;
}

/**
 * `a.b.c` where everything on the way is a plain object; an array before the last name is plucked, anything else is
 * left to the closure.
 */
function emitNames(
  names: readonly string[],
  head: Operand,
  at: At,
  slow: string,
  generation: Generation,
): Operand {
  const { source } = generation;
  const result = source.name();
  source.line(`let ${result};`);
  let from = head;
  let closing = "";
  names.forEach((name, index) => {
    const last = index === names.length - 1;
    if (!isPlainObject(from)) {
      const { code } = from;
      source.line(`if (typeof ${code} === "object" && ${code} !== null) {`);
      const pluck = last && index > 0 && head.clean;
      const unusual = pluck
        ? `Array.isArray(${code}) ? ${generation.helper("pluck")}(${code}, ${JSON.stringify(name)}, run, ${at.marked}) : ${slow}`
        : slow;
      source.line(`if (${code}.__proto__ !== plainPrototype) ${result} = ${unusual}; else {`);
      closing += "}}";
    }
    if (last) source.line(`${result} = ${read(from.code, name)};`);
    else from = operand(source.declare(read(from.code, name)), "any", true, head.clean);
  });
  source.line(closing);
  if (!head.clean) {
    source.line(`${result} = ${generation.helper("collapse")}(${result});`);
    return operand(result, "any", true, false);
  }
  return operand(result, "any", true, !at.marked || (names.length === 1 && isPlainObject(head)));
}

interface LoopForm {
  readonly slow: string;
  readonly keep: boolean;
}

/** Whether a part reads fields of the context, which must then be a plain object. */
function readsFields(node: Ast): boolean {
  let found = false;
  walk(node, (part) => {
    if (part.type === "name") found = true;
  });
  return found;
}

function emitLoop(parts: Parts, head: Operand, at: At, form: LoopForm, generation: Generation): Operand {
  const { source } = generation;
  const result = source.name();
  const label = source.name();
  source.line(`let ${result};`);
  source.line(`${label}: {`);
  const giveUp = `{ ${result} = ${form.slow}; break ${label}; }`;
  // A predicate is evaluated even where the field is missing, which only the closure does.
  const leave = parts.predicates.length > 0 ? giveUp : `break ${label};`;
  const base = emitBase(parts.names, head, { leave, giveUp }, generation);
  const items = source.declare(`Array.isArray(${base}) ? ${base} : [${base}]`);
  const needsPlain = parts.predicates.length > 0 || (parts.each !== undefined && readsFields(parts.each));
  if (needsPlain) checkItems(items, giveUp, generation);
  const item = operand("", needsPlain ? "object" : "any", false, head.clean);
  const finished = emitItems(parts, items, item, at, form, generation);
  source.line(`${result} = ${finished.code};`);
  source.line("}");
  return { ...finished, code: result };
}

/** Makes sure, before anything is evaluated, that every item is a plain object. */
function checkItems(items: string, giveUp: string, { source }: Generation): void {
  const index = source.name();
  const item = source.name();
  source.line(`for (let ${index} = 0; ${index} < ${items}.length; ${index}++) {`);
  source.line(`const ${item} = ${items}[${index}];`);
  source.line(
    `if (typeof ${item} !== "object" || ${item} === null || ${item}.__proto__ !== plainPrototype) ${giveUp}`,
  );
  source.line("}");
}

/** The value the loop runs over, with everything on the way a single object. */
function emitBase(
  names: readonly string[],
  head: Operand,
  { leave, giveUp }: { readonly leave: string; readonly giveUp: string },
  generation: Generation,
): string {
  const { source } = generation;
  let from = head;
  for (const name of names) {
    if (!isPlainObject(from)) {
      const { code } = from;
      source.line(`if (typeof ${code} !== "object" || ${code} === null) ${leave}`);
      source.line(`if (${code}.__proto__ !== plainPrototype) ${giveUp}`);
    }
    from = operand(source.declare(read(from.code, name)), "any", true, head.clean);
  }
  source.line(`if (${from.code} === undefined) ${leave}`);
  return from.code;
}

function emitItems(
  parts: Parts,
  items: string,
  item: Operand,
  at: At,
  form: LoopForm,
  generation: Generation,
): Operand {
  const { source } = generation;
  const [position] = parts.predicates;
  if (position?.type === "number" && parts.predicates.length === 1) {
    return emitPosition(Number(position.value), parts, items, item, at, form, generation);
  }
  const weight = [...parts.predicates, ...(parts.each ? [parts.each] : [])].reduce(
    (total, part) => total + weightOf(part),
    0,
  );
  source.line(`run.charge(${items}.length * ${weight});`);
  const values = source.declare("[]");
  const index = source.name();
  source.line(`for (let ${index} = 0; ${index} < ${items}.length; ${index}++) {`);
  const context = { ...item, code: source.declare(`${items}[${index}]`) };
  for (const predicate of parts.predicates) {
    source.line(`if (!(${testPredicate(predicate, { ...at, context }, generation)})) continue;`);
  }
  const value = parts.each === undefined ? context : generation.emit(parts.each, { ...at, context });
  source.line(
    value.missing
      ? `if (${value.code} !== undefined) ${values}.push(${value.code});`
      : `${values}.push(${value.code});`,
  );
  source.line("}");
  return finish(values, value, at, form, generation);
}

/** A predicate that is certainly true or false; one that may be a number, and so a position, is not generated. */
function testPredicate(predicate: Ast, at: At, generation: Generation): string {
  const mark = generation.source.mark();
  const value = generation.emit(predicate, { ...at, marked: false });
  if (value.kind === "boolean") return value.missing ? `${value.code} === true` : value.code;
  generation.source.rewind(mark);
  throw new NotGenerated();
}

/** `[n]` on the only array there is. */
function emitPosition(
  position: number,
  parts: Parts,
  items: string,
  item: Operand,
  at: At,
  form: LoopForm,
  generation: Generation,
): Operand {
  const { source } = generation;
  const whole = Math.floor(position);
  const chosen = source.declare(`${items}[${whole < 0 ? `${items}.length + ${whole}` : whole}]`);
  if (parts.each === undefined) {
    const code = form.keep ? `${chosen} === undefined ? undefined : [${chosen}]` : chosen;
    return operand(source.declare(code), "any", true, item.clean);
  }
  const values = source.declare("[]");
  source.line(`if (${chosen} !== undefined) {`);
  const value = generation.emit(parts.each, { ...at, context: { ...item, code: chosen } });
  source.line(`if (${value.code} !== undefined) ${values}.push(${value.code});`);
  source.line("}");
  return finish(values, value, at, form, generation);
}

function finish(values: string, value: Operand, at: At, form: LoopForm, generation: Generation): Operand {
  const { source } = generation;
  if (value.kind === "any") {
    const code = `${generation.helper("finishAny")}(${values}, run, ${form.keep}, ${at.marked})`;
    return operand(source.declare(code), "any", true, value.clean && !at.marked);
  }
  const helper = form.keep ? "finishKept" : at.marked ? "finishMarked" : "finishItems";
  const clean = value.clean && helper !== "finishMarked";
  return operand(source.declare(`${generation.helper(helper)}(${values}, run)`), "any", true, clean);
}
