import type { TransformAst } from "../ast.ts";
import { cloneAll, detach } from "../clone.ts";
import { Fault } from "../fault.ts";
import { type Frame, readVariable, type Scope, UNSET } from "../frame.ts";
import { apply, functionValue, isFunctionValue } from "../function-value.ts";
import { type BuiltIns, globalValue } from "../globals.ts";
import type { Run } from "../run.ts";
import { setMember } from "../sequence.ts";
import { parseSignature } from "../signature.ts";
import { isArrayOfTexts, isObject } from "../values.ts";
import type { Closure, Compiler } from "./compiler.ts";

const signature = parseSignature("<(oa):o>");

/** `|pattern|update, delete|`: a function that changes a copy of its argument. */
export function compileTransform(
  node: TransformAst,
  scope: Scope,
  compiler: Compiler,
  builtIns: BuiltIns,
): Closure {
  const pattern = compiler.compile(node.pattern, scope);
  const change = compileChange(node, scope, compiler);
  const { places } = compiler.resolve(scope, "clone");
  const place = compiler.place(node, "|");
  return (_input, frame) =>
    functionValue(
      (args, context, _caller, run) => {
        const [source] = signature.validate(args, context);
        if (source === undefined) return undefined;
        const local = readVariable(frame, places, "clone");
        const clone = local === UNSET ? globalValue("clone", run, builtIns) : local;
        if (!isFunctionValue(clone)) throw new Fault("T2013", { place });
        // Copied again if need be: an own `$clone` may answer with its argument, and that is never changed.
        const { copy, containers } = cloneAll(apply(clone, [source], null, frame, run), run);
        const matches = pattern(copy, frame, run);
        for (const match of Array.isArray(matches) ? matches : matches === undefined ? [] : [matches]) {
          run.charge(1, place);
          change(match, containers, frame, run);
        }
        return copy;
      },
      { name: undefined, arity: 1, parameters: 1, usesContext: false },
    );
}

type Change = (match: unknown, containers: ReadonlySet<unknown>, frame: Frame, run: Run) => void;

function compileChange(node: TransformAst, scope: Scope, compiler: Compiler): Change {
  const update = compiler.compile(node.update, scope);
  const deletion = node.delete && compiler.compile(node.delete, scope);
  const updatePlace = compiler.place(node.update, "{");
  const deletePlace = node.delete && compiler.place(node.delete, "");
  return (match, containers, frame, run) => {
    const changes = update(match, frame, run);
    if (changes !== undefined) {
      if (!isObject(changes)) throw new Fault("T2011", { value: changes, place: updatePlace });
      const changesNothing = Object.keys(changes).length === 0;
      if ((typeof match !== "object" || match === null) && !changesNothing) {
        throw new Fault("X9002", { value: match, place: updatePlace });
      }
      if (containers.has(match)) assign(match as Record<string, unknown>, changes, containers, run);
    }
    const deletions = deletion?.(match, frame, run);
    if (deletions === undefined) return;
    const names = Array.isArray(deletions) ? deletions : [deletions];
    if (!isArrayOfTexts(names)) throw new Fault("T2012", { value: deletions, place: deletePlace });
    if (!containers.has(match)) return;
    for (const name of names) delete (match as Record<string, unknown>)[name];
  };
}

function assign(
  target: Record<string, unknown>,
  changes: Record<string, unknown>,
  containers: ReadonlySet<unknown>,
  run: Run,
): void {
  // Detached all at once, before any of them changes the target.
  const detached = Object.keys(changes).map(
    (name) => [name, detach(changes[name], containers, run)] as const,
  );
  for (const [name, value] of detached) setMember(target, name, value);
}
