import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPreferences } from "./preferences.ts";

describe("preferences", () => {
  it("follow the browser's languages until one is chosen", () => {
    expect(readPreferences(null, ["fr-FR", "nl-BE", "en"]).language).toBe("nl-NL");
    expect(readPreferences('{"language":"es-ES"}', ["nl"]).language).toBe("es-ES");
    expect(readPreferences(null, ["fr"]).language).toBe("en-GB");
  });

  it("keep what was chosen", () => {
    expect(readPreferences('{"theme":"dark","density":"compact","singleKeys":false}', [])).toMatchObject({
      theme: "dark",
      density: "compact",
      singleKeys: false,
    });
  });

  it.each(["", "null", "[]", "{", '{"theme":"pink"}', '{"__proto__":{"theme":"dark"}}', '{"constructor":1}'])(
    "ignore what is not a choice: %s",
    (stored) => {
      expect(readPreferences(stored, [])).toEqual(readPreferences(null, []));
    },
  );

  it("never fail on what storage holds", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (stored) => Boolean(readPreferences(stored, []))),
    );
  });
});
