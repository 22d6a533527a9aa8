import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flowSearch, flowsSearch, recordsSearch } from "./search-params.ts";

describe("an address", () => {
  it("keeps what a page knows", () => {
    expect(flowSearch({ node: "toErp", sample: 3, view: "outline" })).toEqual({
      node: "toErp",
      sample: "3",
      view: "outline",
    });
    expect(recordsSearch({ q: 20261234, open: "true", outcome: "rejected" })).toEqual({
      q: "20261234",
      open: true,
      outcome: "rejected",
    });
  });
  it("drops what it does not know", () => {
    expect(flowSearch({ view: "cinema", other: 1 })).toEqual({});
    expect(recordsSearch({ outcome: "lost", open: false, q: "" })).toEqual({});
    expect(flowsSearch({ chip: "blue" })).toEqual({});
  });
  it("is understood whatever it holds", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (raw) => {
        for (const read of [flowSearch, flowsSearch, recordsSearch])
          expect(read({ ...read(raw) })).toEqual(read(raw));
      }),
    );
  });
});
