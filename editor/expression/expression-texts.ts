import { type ExpressionTexts, english } from "@trasvase/shared/expression/texts/english.ts";
import type { Language } from "../messages/languages.ts";

/** The words about expressions in a language. Loaded by the worker only, which writes every message about an expression. */
export async function loadExpressionTexts(language: Language): Promise<ExpressionTexts> {
  switch (language) {
    case "en-GB":
      return english;
    case "es-ES":
      return (await import("../messages/es/expression-texts.ts")).expressionTexts;
    case "nl-NL":
      return (await import("../messages/nl/expression-texts.ts")).expressionTexts;
  }
}
