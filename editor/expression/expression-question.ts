import type { FunctionGroup } from "@trasvase/shared/expression/function-help.ts";
import type { Finding } from "@trasvase/shared/expression/lint/finding.ts";
import type { Language } from "../messages/languages.ts";
import type { ValuePath } from "./expression-path.ts";
import type { FieldKnowledge } from "./field-knowledge.ts";

/** What is asked of the expression worker. Offsets are UTF-16 units of the text. */
export type Question =
  | { readonly kind: "lint"; readonly text: string }
  | { readonly kind: "complete"; readonly text: string; readonly offset: number }
  | { readonly kind: "signature"; readonly text: string; readonly offset: number }
  | { readonly kind: "hover"; readonly text: string; readonly offset: number }
  /** How a field of the record, or of a variable, is written at an offset. */
  | {
      readonly kind: "place";
      readonly text: string;
      readonly offset: number;
      readonly path: ValuePath;
    }
  /** Every function with an example on the current sample. */
  | { readonly kind: "functions" };

/** One entry of the completion list. Values are shortened texts, ready to be shown. */
export interface OfferedCompletion {
  readonly kind: "field" | "variable" | "function" | "table" | "value";
  readonly label: string;
  readonly insert: string;
  /** JSON types, parameters or the meaning of a value. */
  readonly detail: string;
  readonly example?: string;
  readonly presence?: { readonly present: number; readonly possible: number };
  /** What a function does, in the user's language. */
  readonly summary?: string;
}

export interface OfferedCompletions {
  readonly start: number;
  readonly end: number;
  readonly items: readonly OfferedCompletion[];
}

/** The call around the caret. */
export interface CallHelp {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly active: number;
  readonly summary: string;
  readonly start: number;
}

/** What a part of the expression gave with the current sample. */
export interface SeenValue {
  readonly start: number;
  readonly end: number;
  /** How often the part was evaluated: once for each item of a list it stands in. */
  readonly count: number;
  /** The first of its values, shortened; undefined for nothing. */
  readonly values: readonly (string | undefined)[];
}

/** One function of the reference. */
export interface FunctionEntry {
  readonly name: string;
  readonly group: FunctionGroup;
  readonly parameters: readonly string[];
  readonly summary: string;
  readonly example: {
    readonly text: string;
    /** Shortened; undefined for nothing. */
    readonly value: string | undefined;
    /** Why it gave no value. */
    readonly error?: string;
  };
}

/** What the worker answers to each kind of question. */
export interface AnswerByKind {
  readonly lint: readonly Finding[];
  readonly complete: OfferedCompletions;
  readonly signature: CallHelp | undefined;
  readonly hover: SeenValue | undefined;
  readonly place: string;
  readonly functions: readonly FunctionEntry[];
}

export type AnswerTo<Asked extends Question> = AnswerByKind[Asked["kind"]];

/** What the page sends. Knowledge is told under a number, and named by it afterwards. */
export type WorkerRequest =
  | { readonly kind: "language"; readonly language: Language }
  | { readonly kind: "know"; readonly id: number; readonly knowledge: FieldKnowledge }
  | { readonly kind: "forget"; readonly id: number }
  | {
      readonly kind: "ask";
      readonly sequence: number;
      readonly knowledge: number;
      readonly question: Question;
    };

/** What the worker sends: that it is loaded, then one reply for each question, in their order. */
export type WorkerReply =
  | { readonly kind: "ready" }
  | { readonly kind: "answer"; readonly sequence: number; readonly answer: AnswerByKind[Question["kind"]] }
  | { readonly kind: "failed"; readonly sequence: number; readonly message: string };
