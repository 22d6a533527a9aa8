import type { Ast } from "../ast.ts";
import type { Place } from "../fault.ts";
import type { Operand } from "./operand.ts";
import type { Source } from "./source.ts";

/** Thrown where code cannot be generated, because a part that needs a closure reads a local variable. */
export class NotGenerated extends Error {
  override readonly name = "NotGenerated";
}

/** The surroundings of a part of the expression. */
export interface At {
  /** The context: what `$` and relative paths mean. */
  readonly context: Operand;
  /** Variables of blocks and lambdas that are JavaScript variables. */
  readonly locals: ReadonlyMap<string, Operand>;
  /** The value goes where sequences and arrays are told apart; elsewhere plain arrays will do. */
  readonly marked: boolean;
}

/** What the files of this folder need of each other; implemented in generate.ts. */
export interface Generation {
  readonly source: Source;
  /** Writes code for a part and gives its value. Throws NotGenerated. */
  emit(node: Ast, at: At): Operand;
  /** Writes code for a part and gives a JavaScript condition that says whether it is true. */
  test(node: Ast, at: At): string;
  /** The part as a closure, its value as an operand. Throws NotGenerated when it reads local variables. */
  fallback(node: Ast, at: At): Operand;
  /** As `fallback`, the call of the closure only. */
  fallbackCode(node: Ast, at: At): string;
  /** Name of a helper function. */
  helper(name: HelperName): string;
  /** Notes that a built-in function is used by its name, so that bindings must not redefine it. */
  relyOn(name: string): void;
  place(node: Ast, token: string, shown?: string): Place;
}

export type HelperName = keyof typeof import("./runtime.ts").helpers;
