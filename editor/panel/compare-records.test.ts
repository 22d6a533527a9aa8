import { describe, expect, it } from "vitest";
import { compareRecords } from "./compare-records.ts";

describe("a record beside the one in the target", () => {
  it("tells what is sent, what stays and what a create alone sends", () => {
    const outgoing = { ref: "1", to: { city: "Brugge" }, name: "raw", count: 7 };
    const present = { ref: "1", to: { city: "Gent" }, name: "Nice", count: "7", own: true };
    const changes = [
      { path: "to.city", from: "Gent", to: "Brugge" },
      { path: "name", createOnly: true },
    ];
    expect(compareRecords(outgoing, present, changes)).toEqual([
      { place: "ref", there: "1", sent: "1", state: "same" },
      { place: "to.city", there: "Gent", sent: "Brugge", state: "changed" },
      { place: "name", there: "Nice", sent: "raw", state: "left" },
      { place: "count", there: "7", sent: 7, state: "same" },
    ]);
  });

  it("tells the elements of a list apart, those that only the target has too", () => {
    const rows = compareRecords({ lines: [{ n: 1, s: "x" }] }, { lines: [{ n: 2, s: "x" }, { n: 3 }] }, [
      { path: "lines" },
    ]);
    expect(rows.map(({ place, state }) => [place, state])).toEqual([
      ["lines[1].n", "changed"],
      ["lines[1].s", "same"],
      ["lines[2]", "changed"],
    ]);
  });

  it("counts null and missing as the same, as the decision does", () => {
    expect(compareRecords({ a: null }, {}, [])).toMatchObject([{ state: "same" }]);
  });
});
