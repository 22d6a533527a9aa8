import type { RecordRow } from "@trasvase/shared/contract/record.ts";
import { expect, it } from "vitest";
import { mergeNewest } from "./merge-newest.ts";

const row = (place: number, outcome: RecordRow["outcome"] = "created"): RecordRow => ({
  id: `30.2026-11-23.${place}`,
  flow: "f",
  flowName: "Orders",
  run: "r",
  version: 1,
  key: String(place),
  label: "",
  outcome,
  message: "",
  node: "erp",
  nodeTitle: "ERP",
  targets: [],
  attempts: 1,
  at: new Date(Date.UTC(2026, 10, 23, 12, 0, place)).toISOString(),
  durationMs: 1,
});
const rows = (...places: number[]) => places.map((place) => row(place));
const ids = (list: readonly RecordRow[]) => list.map((one) => one.key);

it("counts what is new and leaves what is being read where it is", () => {
  const merged = mergeNewest(rows(3, 2, 1), rows(5, 4, 3, 2));
  expect(ids(merged.rows)).toEqual(["3", "2", "1"]);
  expect(merged).toMatchObject({ fresh: 2, atLeast: false });
});

it("changes a row in its place when its record got further", () => {
  const merged = mergeNewest([row(2, "retrying"), row(1)], [row(2, "created"), row(1)]);
  expect(merged.rows.map((one) => one.outcome)).toEqual(["created", "created"]);
  expect(merged.fresh).toBe(0);
});

it("says that there may be more when everything newest is new", () => {
  expect(mergeNewest(rows(1), rows(9, 8))).toMatchObject({ fresh: 2, atLeast: true });
});

it("takes nothing older for new, such as rows of a page not loaded yet", () => {
  expect(mergeNewest(rows(5, 4), rows(5, 4, 3, 2)).fresh).toBe(0);
});

it("gives back the same list when nothing changed, so that nothing is drawn again", () => {
  const shown = rows(2, 1);
  expect(mergeNewest(shown, shown).rows).toBe(shown);
});
