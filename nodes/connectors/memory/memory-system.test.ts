import { ConnectorError, type WriteIntent } from "@trasvase/shared/connector.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { createTestWorld, type TestWorld } from "../testing/world.ts";
import { createMemorySystem, type MemorySystem } from "./memory-system.ts";

const signal = new AbortController().signal;
const connection = { name: "m", connector: "memory", settings: {}, secrets: {} };
const intent = (id: string, data: WriteIntent["data"]): WriteIntent => ({
  id,
  resource: "things",
  options: {},
  action: "create",
  data,
});

let world: TestWorld;
let system: MemorySystem;

beforeEach(async () => {
  world = await createTestWorld(async () => new Response());
  system = createMemorySystem();
});

async function write(...intents: readonly WriteIntent[]) {
  const writer = await system.connector.openWriter(connection, world.services);
  return writer.write(intents, signal);
}

describe("the system in memory", () => {
  it("fails as it is told, each failure once and in order", async () => {
    system.fail(
      { on: "write", answer: { kind: "rejected", code: "no", message: "No." } },
      { on: "write", answer: "commit-then-drop" },
    );
    const results = await write(intent("1", { n: 1 }), intent("2", { n: 2 }), intent("3", { n: 3 }));
    expect(results.map(({ kind }) => kind)).toEqual(["rejected", "unknown", "written"]);
    expect(system.records("things").map(({ data }) => data.n)).toEqual([2, 3]);
  });

  it("throws what it is told to throw, on reads and finds too", async () => {
    const broken = new ConnectorError("broken", "x", "Broken.");
    system.push("things", { n: 1 });
    system.fail(
      { on: "find", answer: broken },
      { on: "read", answer: broken },
      { on: "write", answer: broken },
    );
    const reader = await system.connector.openReader(connection, world.services);
    await expect(
      reader.find({ resource: "things", options: {}, fields: ["n"], values: [[1]], signal }),
    ).rejects.toBe(broken);
    await expect(async () => {
      for await (const batch of reader.read({ resource: "things", options: {}, cursor: undefined, signal }))
        void batch;
    }).rejects.toBe(broken);
    await expect(write(intent("1", {}))).rejects.toBe(broken);
  });

  it("counts and keeps every mutating call, and none for looking", async () => {
    const reader = await system.connector.openReader(connection, world.services);
    reader.describe(intent("1", { n: 1 }));
    await reader.find({ resource: "things", options: {}, fields: ["n"], values: [[1], [2]], signal });
    expect(system.calls()).toMatchObject({ mutations: 0, finds: 1, asked: 2, writersOpened: 0 });
    await write(intent("1", { n: 1 }), intent("2", { n: 2 }));
    expect(system.calls().mutations).toBe(2);
    expect(system.journal.map((entry) => [entry.intent.id, entry.result.kind])).toEqual([
      ["1", "written"],
      ["2", "written"],
    ]);
  });

  it("gives what is pushed later to the next read, deleted and rejected records included", async () => {
    system.push("things", { n: 1 });
    const reader = await system.connector.openReader(connection, world.services);
    const read = async (cursor: number | undefined) => {
      const batches = [];
      for await (const batch of reader.read({ resource: "things", options: {}, cursor, signal }))
        batches.push(batch);
      return batches;
    };
    expect(await read(undefined)).toEqual([{ records: [{ data: { n: 1 } }], cursor: 1 }]);
    const rejected = { data: "x", rejected: { code: "bad-json", message: "Line 1 …" } };
    system.push("things", { data: { n: 1 }, deleted: true }, rejected);
    expect(await read(1)).toEqual([{ records: [{ data: { n: 1 }, deleted: true }, rejected], cursor: 3 }]);
  });
});
