import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import { isJsonObject } from "@trasvase/shared/json.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalText, contentHash, dataHash } from "./canonical.ts";

/** The definition, as plainly as it can be written. */
function plainly(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((one: Json) => plainly(one)).join(",")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${plainly(value[name] ?? null)}`).join(",")}}`;
}

function shuffled(value: Json): Json {
  if (Array.isArray(value)) return value.map((one: Json) => shuffled(one));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, shuffled(member)]),
  );
}

const jsonValue = fc.jsonValue().map((value) => value as Json);

describe("canonical texts", () => {
  it("are JSON with sorted members, whatever the value", () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        expect(canonicalText(value)).toBe(plainly(value));
      }),
    );
  });

  it("do not depend on the order of members, nor on what was printed before", () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        expect(canonicalText(shuffled(value))).toBe(canonicalText(value));
        expect(contentHash(shuffled(value))).toBe(contentHash(value));
        expect(dataHash(value)).toBe(contentHash(value));
      }),
    );
  });

  it.each([
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [{ a: 1 }, { a: "1" }, false],
    [{ a: [1, 2] }, { a: [2, 1] }, false],
    [{ a: {} }, { a: [] }, false],
    [{ a: null }, {}, false],
    [{ a: -0 }, { a: 0 }, true],
    [{ toString: 1 }, { toString: 1 }, true],
  ] satisfies [JsonObject, JsonObject, boolean][])("of %j and %j are equal: %s", (a, b, equal) => {
    expect(contentHash(a) === contentHash(b)).toBe(equal);
  });
});
