import type { Ast } from "../ast.ts";
import type { Read } from "../reads.ts";
import type { SampleField } from "../samples.ts";
import type { Spans } from "../spans.ts";
import type { ExpressionTexts } from "../texts/english.ts";

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

type Values = Readonly<Record<string, string | number>>;

/** What every rule gets. */
export interface Subject {
  readonly text: string;
  readonly ast: Ast;
  readonly spans: Spans;
  readonly reads: readonly Read[];
  readonly targetSchema: TargetSchema | undefined;
  /** Names of the flow's value tables, where they are known. */
  readonly tables: readonly string[] | undefined;
  /** Names of the steps before this one, where they are known. */
  readonly steps: readonly string[] | undefined;
  /** The words of a finding in the user's language. */
  say(key: keyof ExpressionTexts["findings"], values?: Values): string;
  /** The title of a quick fix. */
  fixing(key: keyof ExpressionTexts["fixes"], values?: Values): string;
  /** The sentence about what was probably meant, or nothing. */
  closeTo(word: string, candidates: Iterable<string>, sign?: string): string;
  /** What stands at a path in the samples. */
  field(read: Pick<Read, "root" | "path">): SampleField;
  /** The last thing a part reads, when it is a path. */
  readBy(node: Ast): Read | undefined;
}

export type Rule = (subject: Subject) => Finding[];
