import type { NodeDefinition } from "@trasvase/shared/node.ts";
import { formFields } from "./form-fields.ts";

/** What a person calls a field of a step: the title of its control, and behind it the way inside, for example `Match, value`. */
export function fieldTitle(definition: NodeDefinition | undefined, path: string): string {
  const [, first = path, rest = ""] = /^([^.[]+)[.[]?(.*)$/.exec(path) ?? [];
  const title = definition && formFields(definition.config).find(({ name }) => name === first)?.title;
  return [title ?? first, ...(rest === "" ? [] : [rest.replace("]", "")])].join(", ");
}
