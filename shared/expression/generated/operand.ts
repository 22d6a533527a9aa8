/** What is known of a value while code is written. `any` may be everything. */
export type Kind = "number" | "text" | "boolean" | "object" | "any";

/** A value in generated code. */
export interface Operand {
  /** A variable or literal: cheap to repeat, without effect. */
  readonly code: string;
  readonly kind: Kind;
  /** May be nothing. */
  readonly missing: boolean;
  /** Holds no marked sequence and no function, at any depth. An `object` is also known to have an ordinary prototype. */
  readonly clean: boolean;
  /** Known text of a literal. */
  readonly literal?: string | number | boolean | null;
}

export function operand(code: string, kind: Kind, missing: boolean, clean = true): Operand {
  return { code, kind, missing, clean };
}

/** The kind both can be, for a value that is one of two. */
export function either(left: Operand, right: Operand): Omit<Operand, "code"> {
  return {
    kind: left.kind === right.kind ? left.kind : "any",
    missing: left.missing || right.missing,
    clean: left.clean && right.clean,
  };
}

/** Nothing at all. */
export const nothing: Operand = { code: "undefined", kind: "any", missing: true, clean: true };
