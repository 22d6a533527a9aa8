import type { Problem } from "@trasvase/shared/problem.ts";
import type { EditorTexts } from "./editor-texts.ts";
import type { FieldQuestions } from "./field-questions.ts";

/** What the parts of one editor share. Read anew each time, because the field around it changes while it lives. */
export interface EditorContext {
  readonly questions: FieldQuestions;
  readonly texts: () => EditorTexts;
  /** Problems that planning and the preview found. */
  readonly problems: () => readonly Problem[];
}
