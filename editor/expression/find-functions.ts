import type { FunctionGroup } from "@trasvase/shared/expression/function-help.ts";
import type { FunctionEntry } from "./expression-question.ts";

/** The groups of the reference, what a flow has of its own first. */
export const functionGroups: readonly FunctionGroup[] = [
  "flow",
  "text",
  "number",
  "list",
  "object",
  "check",
  "date",
  "code",
];

/** The functions that every word of a search is found in, by the name first. An empty search finds all. */
export function findFunctions(
  entries: readonly FunctionEntry[],
  search: string,
  titleOf: (group: FunctionGroup) => string,
): readonly FunctionEntry[] {
  const words = search.toLowerCase().replaceAll("$", "").split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries;
  const found = entries.filter(({ name, group, summary, parameters }) => {
    const text = [name, titleOf(group), summary, ...parameters].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const rank = ({ name }: FunctionEntry) => {
    const low = name.toLowerCase();
    return words.some((word) => low.startsWith(word)) ? 0 : words.some((word) => low.includes(word)) ? 1 : 2;
  };
  return [...found].sort((a, b) => rank(a) - rank(b));
}
