import type { RecordsSearch } from "../shell/search-params.ts";

/** A filter with some members changed; empty and undefined ones are taken out, so that equal filters have equal addresses. */
export function withFilter(
  search: RecordsSearch,
  change: { readonly [Name in keyof RecordsSearch]?: RecordsSearch[Name] | undefined },
): RecordsSearch {
  const merged = Object.entries({ ...search, ...change }).filter(
    ([, value]) => value !== undefined && value !== "",
  );
  return Object.fromEntries(merged);
}
