import type { ApplyAst, CallAst, LambdaAst, PartialAst } from "../ast.ts";
import { Fault, type Place, rethrowAt } from "../fault.ts";
import { Frame, readVariable, Scope, UNSET } from "../frame.ts";
import {
  apply,
  asArgument,
  callBack,
  type FunctionValue,
  factsOf,
  functionValue,
  type Invoke,
  isFunctionValue,
  partiallyApply,
  TailCall,
} from "../function-value.ts";
import { type BuiltIns, globalValue } from "../globals.ts";
import { LazyRange, made } from "../lazy-range.ts";
import type { Run } from "../run.ts";
import { parseSignature } from "../signature.ts";
import { weightOf } from "../weight.ts";
import { declareBinds } from "./blocks.ts";
import type { Closure, Compiler, Finish } from "./compiler.ts";

/** What a call names, and how to evaluate it. */
interface Callee {
  readonly evaluate: Closure;
  readonly place: Place;
  /** Whether a function has the name that was written without `$`. */
  readonly isForgottenDollar: (frame: Frame, run: Run) => boolean;
}

function compileCallee(
  node: CallAst | PartialAst,
  scope: Scope,
  compiler: Compiler,
  builtIns: BuiltIns,
): Callee {
  const { procedure } = node;
  const evaluate = compiler.compile(procedure, scope);
  const [first] = procedure.type === "path" ? procedure.steps : [];
  if (first !== undefined) {
    const name = first.type === "name" || first.type === "variable" ? first.value : "";
    const { places } = compiler.resolve(scope, name);
    return {
      evaluate,
      place: compiler.place(first, name),
      isForgottenDollar: (frame, run) => {
        const local = readVariable(frame, places, name);
        return Boolean(local === UNSET ? globalValue(name, run, builtIns) : local);
      },
    };
  }
  if (procedure.type !== "variable") {
    return { evaluate, place: compiler.place(node, "(", ""), isForgottenDollar: () => false };
  }
  const name = procedure.value;
  const place = compiler.place(procedure, `$${name}`, name);
  const builtIn = compiler.resolve(scope, name).places.length === 0 ? builtIns.get(name) : undefined;
  // A binding that is no function does not take the function's name away: `$error` of a flow is both.
  const called: Closure = (input, frame, run) => {
    const bound = evaluate(input, frame, run);
    return isFunctionValue(bound) ? bound : builtIn;
  };
  return { evaluate: builtIn === undefined ? evaluate : called, place, isForgottenDollar: () => false };
}

/** A call whose first arguments are already known. */
type CallWith = (input: unknown, frame: Frame, run: Run, args: unknown[]) => unknown;

function compileCallWith(
  node: CallAst,
  scope: Scope,
  compiler: Compiler,
  builtIns: BuiltIns,
  finish: Finish,
): CallWith {
  const callee = compileCallee(node, scope, compiler, builtIns);
  const closures = node.arguments.map((argument) => compiler.compileLazy(argument, scope));
  const { place } = callee;
  return (input, frame, run, args) => {
    const procedure = callee.evaluate(input, frame, run);
    if (procedure === undefined && callee.isForgottenDollar(frame, run)) throw new Fault("T1005", { place });
    for (const closure of closures) args.push(asArgument(closure(input, frame, run), frame));
    try {
      makeRanges(procedure, args, run);
      return finish(apply(procedure, args, input, frame, run));
    } catch (error) {
      return rethrowAt(error, place);
    }
  };
}

/** Only functions that say so can work with a range whose items are not made. */
function makeRanges(callee: unknown, args: unknown[], run: Run): void {
  const first = isFunctionValue(callee) && factsOf(callee).acceptsRanges === true ? 1 : 0;
  for (let index = first; index < args.length; index++) {
    if (args[index] instanceof LazyRange) args[index] = made(args[index], run);
  }
}

export function compileCall(node: CallAst, scope: Scope, compiler: Compiler, builtIns: BuiltIns): Closure {
  const call = compileCallWith(node, scope, compiler, builtIns, compiler.finish(node));
  return (input, frame, run) => call(input, frame, run, []);
}

/** A call in tail position of a lambda: answered, not made, so that recursion does not grow the stack. */
export function compileTailCall(
  node: CallAst,
  scope: Scope,
  compiler: Compiler,
  builtIns: BuiltIns,
): Closure {
  const callee = compileCallee(node, scope, compiler, builtIns);
  const args = node.arguments.map((argument) => compiler.compile(argument, scope));
  const { place } = callee;
  return (input, frame, run) => {
    const procedure = callee.evaluate(input, frame, run);
    if (!isFunctionValue(procedure)) throw new Fault("T1006", { place });
    return new TailCall(
      procedure,
      args.map((argument) => argument(input, frame, run)),
      place,
    );
  };
}

/** `left ~> right`: a call gets `left` as its first argument; two functions become one. */
export function compileApply(node: ApplyAst, scope: Scope, compiler: Compiler, builtIns: BuiltIns): Closure {
  const finish = compiler.finish(node);
  const left = compiler.compileLazy(node.lhs, scope);
  if (node.rhs.type === "function") {
    const call = compileCallWith(node.rhs, scope, compiler, builtIns, finish);
    return (input, frame, run) => call(input, frame, run, [left(input, frame, run)]);
  }
  const right = compiler.compile(node.rhs, scope);
  const place = compiler.place(node, "~>");
  return (input, frame, run) => {
    const value = left(input, frame, run);
    const callee = right(input, frame, run);
    if (!isFunctionValue(callee)) throw new Fault("T2006", { value: callee, place });
    if (isFunctionValue(value)) return compose(value, callee);
    try {
      const args = [value];
      makeRanges(callee, args, run);
      return finish(apply(callee, args, null, frame, run));
    } catch (error) {
      return rethrowAt(error, place);
    }
  };
}

function compose(inner: FunctionValue, outer: FunctionValue): FunctionValue {
  return functionValue(
    (args, _context, frame, run) => {
      run.enter();
      const result = callBack(outer, [callBack(inner, [args[0]], frame, run)], frame, run);
      run.depth--;
      return result;
    },
    { name: undefined, arity: 1, parameters: 1, usesContext: false },
  );
}

/** A call costs as much as several other parts of an expression. */
const callSteps = 4;

/** The bodies of lambdas behind their signatures, for partial application, which does not check. */
const bodies = new WeakMap<FunctionValue, Invoke>();

export function compileLambda(node: LambdaAst, scope: Scope, compiler: Compiler): Closure {
  const inner = new Scope(scope);
  const slots = node.arguments.map((argument) => {
    inner.settled.add(argument.value);
    return inner.declare(argument.value);
  });
  declareBinds(node.body, inner);
  const body = compiler.compileTail(node.body, inner);
  const weight = weightOf(node.body) + callSteps;
  const signature = node.signature && parseSignature(node.signature.definition);
  const facts = {
    name: undefined,
    arity: slots.length,
    parameters: slots.length,
    usesContext: signature?.usesContext ?? false,
  };
  return (input, frame) => {
    const invoke: Invoke = (args, _context, _frame, run) => {
      run.enter();
      run.charge(weight);
      const own = new Frame(frame, inner);
      for (let index = 0; index < slots.length; index++) own.slots[slots[index] ?? 0] = args[index];
      const result = body(input, own, run);
      run.depth--;
      return result;
    };
    if (signature === undefined) return functionValue(invoke, facts);
    const checked = functionValue(
      (args, context, caller, run) => invoke(signature.validate(args, context), context, caller, run),
      facts,
    );
    bodies.set(checked, invoke);
    return checked;
  };
}

const placeholder: unique symbol = Symbol("?");

export function compilePartial(
  node: PartialAst,
  scope: Scope,
  compiler: Compiler,
  builtIns: BuiltIns,
): Closure {
  const callee = compileCallee(node, scope, compiler, builtIns);
  const args = node.arguments.map((argument) =>
    argument.type === "operator" ? (): unknown => placeholder : compiler.compile(argument, scope),
  );
  const { place } = callee;
  return (input, frame, run) => {
    const values = args.map((argument) => argument(input, frame, run));
    const procedure = callee.evaluate(input, frame, run);
    if (isFunctionValue(procedure)) {
      const { usesContext } = factsOf(procedure);
      const unchecked = bodies.get(procedure) ?? (usesContext ? withoutContext(procedure) : procedure);
      return partiallyApply(procedure, unchecked, values, placeholder);
    }
    const forgotten = procedure === undefined && callee.isForgottenDollar(frame, run);
    throw new Fault(forgotten ? "T1007" : "T1008", { place });
  };
}

function withoutContext(callee: FunctionValue): Invoke {
  return (args, _context, frame, run) => callee(args, null, frame, run);
}
