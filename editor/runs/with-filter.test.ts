import { expect, it } from "vitest";
import { recordsSearch } from "../shell/search-params.ts";
import { withFilter } from "./with-filter.ts";

it.each([
  [{}, { q: "2026" }, { q: "2026" }],
  [{ q: "2026", flow: "f" }, { q: undefined }, { flow: "f" }],
  [{ flow: "f", node: "erp" }, { flow: "", node: undefined }, {}],
  [{ open: true as const }, { outcome: "rejected" as const }, { open: true, outcome: "rejected" }],
])("changes %j by %j", (search, change, expected) => {
  const changed = withFilter(search, change);
  expect(changed).toEqual(expected);
  expect(recordsSearch({ ...changed })).toEqual(expected);
});
