import { connectorCatalog } from "@trasvase/nodes/catalog.ts";
import type { ConnectionRow } from "@trasvase/shared/contract/connection.ts";
import { createConnectionSchema } from "@trasvase/shared/contract/connection.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draftOf, draftProblems, isConnectionName, isEdited, nameFrom } from "./connection-draft.ts";

const exact = connectorCatalog["exact-online"];
const stored: ConnectionRow = {
  name: "exact",
  title: "Exact Online",
  connector: "exact-online",
  settings: { division: 3141592, clientId: "app" },
  secretsSet: { clientSecret: { setAt: "2026-11-03T10:00:00Z" } },
  state: "working",
  stateMessage: "",
  flows: [],
};
const say = (field: string) => `${field} is missing`;
const fields = (...args: Parameters<typeof draftProblems>) =>
  draftProblems(...args).map(({ field, message }) => `${field}: ${message}`);

describe("the draft of a connection", () => {
  it("is unedited at first and never holds a stored secret", () => {
    expect(isEdited(draftOf(stored), stored)).toBe(false);
    expect(draftOf(stored).secrets).toEqual({});
    const { settings } = draftOf(stored);
    const reordered = Object.fromEntries(Object.entries(settings).reverse());
    expect(isEdited({ ...draftOf(stored), settings: reordered }, stored)).toBe(false);
  });

  it.each([
    { title: "Exact, Jansen" },
    { settings: { division: 1, clientId: "app" } },
    { secrets: { clientSecret: "new" } },
    { secrets: { refreshToken: "" } },
  ])("is edited by %j", (change) => {
    expect(isEdited({ ...draftOf(stored), ...change }, stored)).toBe(true);
  });

  it("lacks what is not filled in, said in the words of the form", () => {
    const empty = { settings: { clientId: "" }, secrets: {} };
    expect(fields(exact, empty, new Set(), say)).toEqual([
      "division: division is missing",
      "clientId: clientId is missing",
      "clientSecret: clientSecret is missing",
    ]);
  });

  it("does not ask again for a secret that is set, unless it is taken away", () => {
    const { settings } = draftOf(stored);
    const set = new Set(["clientSecret"]);
    expect(fields(exact, { settings, secrets: {} }, set, say)).toEqual([]);
    expect(fields(exact, { settings, secrets: { clientSecret: "" } }, set, say)).toEqual([
      "clientSecret: clientSecret is missing",
    ]);
  });

  it("keeps the schema's own words for what is filled in but does not fit", () => {
    const wrong = {
      settings: { division: 1, clientId: "app", baseUrl: "exact" },
      secrets: { clientSecret: "x" },
    };
    expect(fields(exact, wrong, new Set(), say)).toEqual([
      "baseUrl: Write a whole address, for example https://start.exactonline.nl.",
    ]);
  });
});

describe("the name of a connection", () => {
  it.each([
    ["Exact Online, Jansen BV", [], "exact-online-jansen-bv"],
    ["Exact Online", ["exact-online"], "exact-online-2"],
    ["Exact Online", ["exact-online", "exact-online-2"], "exact-online-3"],
    ["Müller & Söhne", [], "muller-sohne"],
    ["3M", [], "m"],
    ["会計", [], "connection"],
  ])("made of %j beside %j is %s", (title, taken, name) => {
    expect(nameFrom(title, new Set(taken))).toBe(name);
  });

  it("is always one the server takes, and never taken already", () => {
    const name = createConnectionSchema.shape.name;
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (title) => {
        const first = nameFrom(title, new Set());
        const second = nameFrom(title, new Set([first]));
        expect(name.safeParse(first).success && isConnectionName(first)).toBe(true);
        expect(name.safeParse(second).success && second !== first).toBe(true);
      }),
    );
  });
});
