import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { WriteIntent } from "@trasvase/shared/connector.ts";
import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestWorld, type TestWorld } from "../testing/world.ts";
import { fileConnector } from "./client.ts";
import { partPath } from "./write-file.ts";

const signal = new AbortController().signal;
let world: TestWorld;

beforeEach(async () => {
  world = await createTestWorld(async () => new Response("", { status: 404 }));
});
afterEach(() => world.close());

const connection = (folder = "") => ({ name: "files", connector: "file", settings: { folder }, secrets: {} });

async function put(path: string, text: string): Promise<string> {
  const full = join(world.filesRoot, path);
  await mkdir(join(full, ".."), { recursive: true });
  await writeFile(full, text);
  return full;
}

async function read(
  resource: string,
  options: JsonObject,
  cursor?: Json,
  folder = "",
  most = Number.POSITIVE_INFINITY,
) {
  const reader = await fileConnector.openReader(connection(folder), world.services);
  const data: Json[] = [];
  let last = cursor;
  let batches = 0;
  for await (const batch of reader.read({ resource, options, cursor, signal })) {
    data.push(...batch.records.map((record) => record.data));
    last = batch.cursor ?? last;
    if (++batches >= most) break;
  }
  return { data, cursor: last };
}

const intent = (id: string, data: Json, resource: string, options: JsonObject): WriteIntent => ({
  id,
  resource,
  options,
  action: "create",
  data,
});

async function write(intents: readonly WriteIntent[], folder = "") {
  const writer = await fileConnector.openWriter(connection(folder), world.services);
  const results = await writer.write(intents, signal);
  await writer.flush();
  await writer.close();
  return results;
}

describe("reading files", () => {
  it("reads a file again only when it has changed, unless told always", async () => {
    const path = await put("a.ndjson", '{"n":1}\n');
    const first = await read("ndjson", { path: "a.ndjson" });
    expect(first.data).toEqual([{ n: 1 }]);
    expect((await read("ndjson", { path: "a.ndjson" }, first.cursor)).data).toEqual([]);
    expect((await read("ndjson", { path: "a.ndjson", again: "always" }, first.cursor)).data).toEqual([
      { n: 1 },
    ]);
    await writeFile(path, '{"n":2}\n');
    await utimes(path, new Date(), new Date(Date.now() + 5000));
    expect((await read("ndjson", { path: "a.ndjson" }, first.cursor)).data).toEqual([{ n: 2 }]);
  });

  it.each([
    [
      "ndjson",
      "big.ndjson",
      (count: number) => Array.from({ length: count }, (_, n) => `{"n":"${n}"}\n`).join(""),
    ],
    [
      "json",
      "big.json",
      (count: number) => JSON.stringify(Array.from({ length: count }, (_, n) => ({ n: String(n) }))),
    ],
    ["csv", "big.csv", (count: number) => `n\n${Array.from({ length: count }, (_, n) => `${n}\n`).join("")}`],
  ])("goes on in the middle of %s where an interrupted read stopped", async (resource, path, print) => {
    await put(path, print(3500));
    const first = await read(resource, { path }, undefined, "", 2);
    const rest = await read(resource, { path }, first.cursor);
    const all = [...first.data, ...rest.data].map((one) => (one as { n: string }).n);
    expect(all).toEqual(Array.from({ length: 3500 }, (_, n) => String(n)));
  });

  it.each([
    "../secret",
    "/etc/passwd",
    "..\\x",
    "a/../../x",
    "C:/x",
    "a\u0000b",
    "",
    "a//b",
    "./a",
    "file:///etc/passwd",
  ])("refuses the path %j", async (path) => {
    await expect(read("ndjson", { path })).rejects.toMatchObject({ kind: "rejected" });
  });

  it("refuses a link out of the connection's folder, a link as the file, a folder and a device", async () => {
    await put("other/secret.ndjson", '{"n":1}\n');
    await mkdir(join(world.filesRoot, "mine/sub"), { recursive: true });
    await symlink(join(world.filesRoot, "other"), join(world.filesRoot, "mine/out"));
    await symlink(join(world.filesRoot, "other/secret.ndjson"), join(world.filesRoot, "mine/link.ndjson"));
    await symlink("/dev/zero", join(world.filesRoot, "mine/zero"));
    for (const path of ["out/secret.ndjson", "link.ndjson", "sub", "zero"]) {
      await expect(read("ndjson", { path }, undefined, "mine"), path).rejects.toMatchObject({
        kind: "rejected",
      });
    }
    expect((await read("ndjson", { path: "secret.ndjson" }, undefined, "other")).data).toEqual([{ n: 1 }]);
  });

  it("refuses a pipe without waiting for somebody to write into it", async () => {
    execFileSync("mkfifo", [join(world.filesRoot, "pipe")]);
    await expect(read("ndjson", { path: "pipe" })).rejects.toMatchObject({ code: "not-a-file" });
  });

  it("says which file is missing", async () => {
    await expect(read("ndjson", { path: "nowhere.ndjson" })).rejects.toThrow("nowhere.ndjson");
  });
});

describe("writing files", () => {
  const options = { path: "out/orders.ndjson" };

  it("writes a chunk into one file that appears whole, and the same chunk into the same file", async () => {
    const chunk = [
      intent("run:1", { n: 1 }, "ndjson", options),
      intent("run:2", { n: 2 }, "ndjson", options),
    ];
    await write(chunk);
    await write(chunk);
    const files = await readdir(join(world.filesRoot, "out"));
    expect(files).toEqual([partPath("orders.ndjson", "run:1")]);
    expect(await readFile(join(world.filesRoot, "out", files[0] ?? ""), "utf8")).toBe('{"n":1}\n{"n":2}\n');
  });

  it("leaves nothing behind for what was not flushed", async () => {
    const writer = await fileConnector.openWriter(connection(), world.services);
    await writer.write([intent("run:1", { n: 1 }, "ndjson", options)], signal);
    await writer.close();
    await expect(readdir(join(world.filesRoot, "out"))).rejects.toThrow();
  });

  it.each([
    ["json", "o.json", {}, '[\n{"a":1,"b":"x"},\n{"a":2,"c":[1]}\n]\n'],
    ["csv", "o.csv", {}, "a,b,c\r\n1,x,\r\n2,,[1]\r\n"],
    ["csv", "o.csv", { delimiter: ";", columns: ["c", "a", "b"] }, "c;a;b\r\n;1;x\r\n[1];2;\r\n"],
  ])("writes %s", async (resource, path, extra, text) => {
    const all = { path, ...extra } as JsonObject;
    await write([intent("1", { a: 1, b: "x" }, resource, all), intent("2", { a: 2, c: [1] }, resource, all)]);
    const [file = ""] = await readdir(world.filesRoot);
    expect(await readFile(join(world.filesRoot, file), "utf8")).toBe(text);
  });

  it("reads back the CSV that it writes", async () => {
    const record = { a: 'x,"y"', b: " line\nbreak ", c: "é;東" };
    await write([intent("1", record, "csv", { path: "o.csv" })]);
    expect((await read("csv", { path: partPath("o.csv", "1") })).data).toEqual([record]);
  });

  it("guards formulas for spreadsheets when told to", async () => {
    const values = { a: '=HYPERLINK("x")', b: "+1", c: "-1", d: "@x", e: -5 };
    await write([intent("1", values, "csv", { path: "o.csv", guardFormulas: true })]);
    const read1 = (await read("csv", { path: partPath("o.csv", "1") })).data;
    expect(read1).toEqual([{ a: '\'=HYPERLINK("x")', b: "'+1", c: "'-1", d: "'@x", e: "-5" }]);
  });

  it("rejects what a file cannot hold, record by record", async () => {
    const csv = { path: "o.csv", columns: ["a"] };
    const results = await write([
      intent("1", { a: 1 }, "csv", csv),
      intent("2", { a: 1, b: 2 }, "csv", csv),
      intent("3", "text", "csv", csv),
      { ...intent("4", { a: 1 }, "csv", csv), action: "update" },
      intent("5", { a: 1 }, "csv", { path: "../o.csv" }),
    ]);
    expect(results.map((result) => result.kind)).toEqual([
      "written",
      "rejected",
      "rejected",
      "rejected",
      "rejected",
    ]);
  });
});

describe("reading from a date", () => {
  const dated = (day: number) => JSON.stringify({ day, at: `2026-03-0${day}T12:00:00Z` });

  it("leaves out what is older, also when the file changes later, and a period ends", async () => {
    await put("dated.ndjson", [dated(1), dated(2), dated(3)].join("\n"));
    const options = { path: "dated.ndjson", dateField: "at" };
    const reader = await fileConnector.openReader(connection(""), world.services);
    const readFrom = async (period: {
      readonly since?: string;
      readonly until?: string;
      readonly cursor?: Json;
    }) => {
      const days: unknown[] = [];
      let cursor: Json | undefined;
      for await (const batch of reader.read({
        resource: "ndjson",
        options,
        cursor: undefined,
        signal,
        ...period,
      })) {
        days.push(...batch.records.map(({ data }) => (data as { day: number }).day));
        cursor = batch.cursor ?? cursor;
      }
      return { cursor, days };
    };
    const since = "2026-03-02T00:00:00Z";
    const first = await readFrom({ since });
    expect(first.days).toEqual([2, 3]);
    expect((await readFrom({ since, until: "2026-03-03T00:00:00Z" })).days).toEqual([2]);
    await put("dated.ndjson", [dated(1), dated(2), dated(3), dated(4)].join("\n"));
    expect((await readFrom({ cursor: first.cursor ?? null })).days).toEqual([2, 3, 4]);
  });
});
