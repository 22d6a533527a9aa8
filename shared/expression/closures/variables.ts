import type { BindAst, VariableAst } from "../ast.ts";
import { type Frame, readVariable, type Scope, UNSET, type VariablePlace } from "../frame.ts";
import { type BuiltIns, globalValue } from "../globals.ts";
import { marksOf, OUTER } from "../sequence.ts";
import type { Closure, Compiler, Finish } from "./compiler.ts";

/** `$`: the context; a list at the top is seen itself, not wrapped. */
const context: Closure = (input) =>
  Array.isArray(input) && (marksOf(input) & OUTER) !== 0 ? input[0] : input;

export function compileVariable(
  node: VariableAst,
  scope: Scope,
  compiler: Compiler,
  builtIns: BuiltIns,
): Closure {
  const name = node.value;
  if (name === "") return context;
  const finish = compiler.finish(node);
  const { places, certain } = compiler.resolve(scope, name);
  const [only] = places;
  if (certain && only !== undefined && places.length === 1) return slotReader(only, finish);
  if (places.length === 0) {
    if (name === "$") return (_input, _frame, run) => finish(run.root);
    return (_input, _frame, run) => finish(globalValue(name, run, builtIns));
  }
  return (_input, frame, run) => {
    const value = readVariable(frame, places, name);
    if (value !== UNSET) return finish(value);
    return finish(name === "$" ? run.root : globalValue(name, run, builtIns));
  };
}

function slotReader({ hops, slot }: VariablePlace, finish: Finish): Closure {
  if (hops === 0) return (_input, frame) => finish(frame.slots[slot]);
  if (hops === 1) return (_input, frame) => finish(frame.parent?.slots[slot]);
  return (_input, frame) => {
    let at: Frame | undefined = frame;
    for (let hop = 0; hop < hops; hop++) at = at?.parent;
    return finish(at?.slots[slot]);
  };
}

/** `$name := …` binds in the nearest block, call or tuple. */
export function compileBind(node: BindAst, scope: Scope, compiler: Compiler): Closure {
  const name = node.lhs.value;
  const value = compiler.compileLazy(node.rhs, scope);
  const slot = scope.slots.get(name);
  if (slot !== undefined) {
    return (input, frame, run) => {
      const result = value(input, frame, run);
      frame.slots[slot] = result;
      return result;
    };
  }
  return (input, frame, run) => {
    const result = value(input, frame, run);
    // A copy: the names may be a tuple's, which other frames share.
    const names = Object.assign(Object.create(null) as Record<string, unknown>, frame.named);
    names[name] = result;
    frame.named = names;
    return result;
  };
}
