import { connectorCatalog } from "@trasvase/nodes/catalog.ts";
import { type NodeType, nodeTypes } from "@trasvase/shared/node.ts";
import { describe, expect, it } from "vitest";
import { definitions } from "../document/catalogue.ts";
import { addSteps } from "../document/edits/add.ts";
import { orderFlow } from "../document/testing/graphs.ts";
import { lacksMapping, rankFollowers, refuseFollower } from "./followers.ts";
import { connectionEntries, findEntries, kindEntries, type PaletteTexts } from "./palette-entries.ts";

const texts: PaletteTexts = {
  type: (type) => definitions[type].title,
  use: (use, resource) => `${use} ${resource}`,
};
const kinds = kindEntries(definitions, texts);
const exact = { name: "exact", title: "Exact Online, Jansen", connector: "exact-online" };
const offered = connectionEntries(exact, connectorCatalog["exact-online"], texts);

describe("the palette", () => {
  it("offers every type of node there is", () => {
    expect(kinds.map((entry) => entry.type)).toEqual([...nodeTypes]);
  });

  it.each([
    ["condition", "filter"],
    ["switch", "router"],
    ["jsonata", "mapping"],
    ["for each", "split"],
    ["upsert", "destination"],
    ["FILTER", "filter"],
  ])("finds by the word %s the %s", (search, type) => {
    expect(findEntries(kinds, search)[0]?.type).toBe(type);
  });

  it("finds the records of a connection by system and kind", () => {
    const found = findEntries([...kinds, ...offered], "exact sales orders");
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((entry) => entry.step.config?.resource === "salesOrders")).toBe(true);
  });

  it("finds nothing for what is not there, and everything for nothing", () => {
    expect(findEntries(kinds, "zzz")).toEqual([]);
    expect(findEntries(kinds, " ")).toEqual(kinds);
  });

  it("offers writing only where a system can be written, and reading only where it can be read", () => {
    for (const connector of Object.values(connectorCatalog)) {
      const entries = connectionEntries({ ...exact, connector: connector.type }, connector, texts);
      for (const entry of entries) {
        const resource = connector.resources.find((one) => one.name === entry.step.config?.resource);
        expect(entry.type === "destination" ? resource?.writable : resource?.readable).toBe(true);
      }
    }
  });

  it("makes steps whose config is complete in shape", () => {
    for (const entry of [...kinds, ...offered]) {
      const { graph, select } = addSteps(orderFlow, [entry.step], {}, definitions);
      const node = graph.nodes[select?.[0] ?? ""];
      expect(definitions[entry.type].config.safeParse(node?.config).success, entry.id).toBe(true);
    }
  });
});

describe("what may follow", () => {
  it.each<[NodeType, string | undefined, string | undefined]>([
    ["source", "paid", "sourceRefused"],
    ["note", "paid", "noteRefused"],
    ["source", undefined, "secondSource"],
    ["mapping", "paid", undefined],
    ["note", undefined, undefined],
  ])("%s after %s: %s", (type, after, refusal) => {
    expect(refuseFollower(orderFlow, type, { after })).toBe(refusal);
  });

  it("puts what cannot follow last, each with its reason", () => {
    const ranked = rankFollowers(orderFlow, kinds, { after: "orders" });
    const firstRefused = ranked.findIndex((one) => one.refusal !== undefined);
    expect(ranked.slice(firstRefused).every((one) => one.refusal !== undefined)).toBe(true);
    expect(ranked[0]?.entry.type).toBe("mapping");
    expect(ranked.length).toBe(kinds.length);
  });

  it("offers a destination first behind a mapping", () => {
    expect(rankFollowers(orderFlow, kinds, { after: "toErp" })[0]?.entry.type).toBe("destination");
  });

  it("knows whether records would reach a destination unmapped", () => {
    expect(lacksMapping(orderFlow, "orders")).toBe(true);
    expect(lacksMapping(orderFlow, "paid")).toBe(true);
    expect(lacksMapping(orderFlow, "toErp")).toBe(false);
    expect(lacksMapping(orderFlow, "erp")).toBe(false);
  });
});
