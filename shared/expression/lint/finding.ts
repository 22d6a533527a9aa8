import type { Ast } from "../ast.ts";
import type { Read } from "../reads.ts";
import type { SampleField } from "../samples.ts";
import type { Spans } from "../spans.ts";

/** A change of the text that solves a finding. */
export interface QuickFix {
  readonly title: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Something in an expression a person should look at. */
export interface Finding {
  /** JSONata's code for mistakes, else a word of our own, such as `unknown-field`. */
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly fix?: QuickFix;
}

/** What a mapping is to produce; the part of JSON Schema that is looked at. */
export interface TargetSchema {
  readonly type?: string | readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, TargetSchema>> | undefined;
  readonly items?: TargetSchema | undefined;
}

/** What every rule gets. */
export interface Subject {
  readonly text: string;
  readonly ast: Ast;
  readonly spans: Spans;
  readonly reads: readonly Read[];
  readonly samples: readonly unknown[];
  readonly targetSchema: TargetSchema | undefined;
  /** What stands at a path of the record in the samples. */
  field(path: readonly string[]): SampleField;
  /** The last thing a part reads of the record, when it is a path of it. */
  readBy(node: Ast): Read | undefined;
}

export type Rule = (subject: Subject) => Finding[];
