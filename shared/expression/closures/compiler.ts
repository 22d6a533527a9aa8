import type { Ast } from "../ast.ts";
import type { Place } from "../fault.ts";
import type { Frame, Resolution, Scope } from "../frame.ts";
import type { Run } from "../run.ts";

/** A compiled part of an expression. */
export type Closure = (input: unknown, frame: Frame, run: Run) => unknown;

/** Applied to a result on its way out. */
export type Finish = (value: unknown) => unknown;

/** What the files of this folder need of each other; implemented in closures.ts. */
export interface Compiler {
  readonly text: string;
  /** The expression can call `$eval`, so names may be bound that its own text does not show. */
  readonly dynamic: boolean;
  /** A part with everything that belongs to it: predicates, group-by, the unwrapping of sequences. */
  compile(node: Ast, scope: Scope): Closure;
  /** As `compile`, but the result may be a LazyRange. */
  compileLazy(node: Ast, scope: Scope): Closure;
  /** As `compile`, where a call may be answered by a TailCall. */
  compileTail(node: Ast, scope: Scope): Closure;
  /** What is left to do with a node's own result: unwrapping it, unless predicates or a group come first. */
  finish(node: Ast): Finish;
  resolve(scope: Scope, name: string): Resolution;
  place(node: Ast, token: string, shown?: string): Place;
}
