import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileConnector } from "./file/client.ts";
import { createMemorySystem } from "./memory/memory-system.ts";
import { describeConnector } from "./testing/connector-suite.ts";
import { createTestWorld } from "./testing/world.ts";

describeConnector("file", ["read", "incremental"], async () => {
  const world = await createTestWorld(async () => new Response("", { status: 404 }));
  const lines = Array.from({ length: 2500 }, (_, index) => JSON.stringify({ id: `R${index}`, name: "Zoë" }));
  await writeFile(join(world.filesRoot, "records.ndjson"), lines.join("\n"));
  return {
    connector: fileConnector,
    connection: { name: "files", connector: "file", settings: { folder: "" }, secrets: {} },
    world,
    read: {
      resource: "ndjson",
      options: { path: "records.ndjson" },
      count: 2500,
      id: (record) => String((record.data as { id: string }).id),
      incremental: true,
    },
  };
});

describeConnector("memory", ["read", "incremental", "write", "match", "update", "key"], async () => {
  const world = await createTestWorld(async () => new Response("", { status: 404 }));
  const seed = Array.from({ length: 250 }, (_, index) => ({ code: `C${index}`, name: "Zoë" }));
  const system = createMemorySystem({
    resources: [{ name: "things", repeat: "key" }],
    seed: { things: seed },
  });
  return {
    connector: system.connector,
    connection: { name: "memory", connector: "memory", settings: {}, secrets: {} },
    world,
    read: {
      resource: "things",
      options: {},
      count: 250,
      id: (record) => String((record.data as { code: string }).code),
      incremental: true,
    },
    write: {
      resource: "things",
      options: {},
      create: { code: "N1", name: "Íñigo Müller 東京 🍜", note: "" },
      matchField: "code",
      update: { name: "Íñigo" },
      refused: undefined,
    },
  };
});
