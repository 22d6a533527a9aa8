import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { OpenConnection, WriteIntent } from "@trasvase/shared/connector.ts";
import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import { Secret } from "@trasvase/shared/secret.ts";
import { afterEach, describe, expect, it } from "vitest";
import { createRestSandbox } from "../testing/rest-sandbox.ts";
import { createTestWorld, type Route, type TestWorld } from "../testing/world.ts";
import { httpConnector } from "./client.ts";

const signal = new AbortController().signal;
const worlds: TestWorld[] = [];

afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

async function open(route: Route, settings: JsonObject = {}, secrets: Record<string, string> = {}) {
  const world = await createTestWorld(route);
  worlds.push(world);
  const connection: OpenConnection = {
    name: "rest",
    connector: "http",
    settings: { baseUrl: "https://api.example/v1", ...settings },
    secrets: Object.fromEntries(Object.entries(secrets).map(([name, text]) => [name, new Secret(text)])),
  };
  return {
    reader: await httpConnector.openReader(connection, world.services),
    writer: await httpConnector.openWriter(connection, world.services),
  };
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers });

async function readIds(
  route: Route,
  options: JsonObject,
  settings: JsonObject = {},
  secrets: Record<string, string> = {},
) {
  const { reader } = await open(route, settings, secrets);
  const ids: Json[] = [];
  for await (const batch of reader.read({ resource: "records", options, cursor: undefined, signal })) {
    ids.push(...batch.records.map(({ data }) => (data as { id: Json }).id));
  }
  return ids;
}

const create = (data: Json, options: JsonObject, id = "a1"): WriteIntent => ({
  id,
  resource: "records",
  options,
  action: "create",
  data,
});

describe("paging", () => {
  const seed = Array.from({ length: 23 }, (_, index) => ({ id: `T${index}` }));
  const all = seed.map(({ id }) => id);
  const sandbox = () => createRestSandbox({ token: "secret-token", seed });
  const settings = { baseUrl: "https://api.example", auth: "bearer" };
  const size = { sizeParameter: "limit", pageSize: 5 };

  it.each([
    ["no paging", { paging: "none" }],
    ["page numbers", { paging: "page", ...size }],
    ["offsets", { paging: "offset", ...size }],
    ["a cursor", { paging: "cursor", nextPath: "next", ...size }],
    ["a link in the body", { paging: "link", nextPath: "link", ...size }],
    ["a link in the header", { paging: "link", ...size }],
  ])("reads to the end by %s", async (_, paging) => {
    const options = { path: "/things", records: "data.items", ...paging } as JsonObject;
    expect(await readIds(sandbox().handle, options, settings, { token: "secret-token" })).toEqual(all);
  });

  it("reads to the end when the last page is full", async () => {
    const options = {
      path: "/things",
      records: "data.items",
      paging: "page",
      sizeParameter: "limit",
      pageSize: 23,
    };
    expect(await readIds(sandbox().handle, options, settings, { token: "secret-token" })).toEqual(all);
  });

  it("ends when a system gives its last page for ever", async () => {
    const route: Route = async () => json([{ id: 1 }]);
    expect(await readIds(route, { path: "/x", paging: "page" })).toEqual([1]);
  });

  it("stops with an error rather than go on for ever", async () => {
    let page = 0;
    const route: Route = async () => json([{ id: page++ }]);
    await expect(readIds(route, { path: "/x", paging: "page", maxPages: 3 })).rejects.toThrow(
      "more than 3 pages",
    );
  });

  it("does not follow a link to another system", async () => {
    const route: Route = async () => json({ items: [{ id: 1 }], next: "https://evil.example/more" });
    const options = { path: "/x", records: "items", paging: "link", nextPath: "next" };
    await expect(readIds(route, options)).rejects.toThrow("not followed");
  });
});

describe("answers that cannot be read", () => {
  it.each([
    [json({ message: "No such key" }, 401), "broken", "No such key"],
    [json({ errors: [{ message: "Try later" }] }, 429, { "retry-after": "7" }), "transient", "Try later"],
    [json({ error: { message: { value: "Bad filter" } } }, 400), "rejected", "Bad filter"],
    [new Response("<html>Sign in</html>", { status: 200 }), "transient", "web page"],
    [json({ data: { other: 1 } }), "rejected", "data.items"],
    [json({ data: { items: "x" } }), "rejected", "not a list"],
  ])("are told with what to do (%#)", async (response, kind, words) => {
    const failure = readIds(async () => response, { path: "/x", records: "data.items" });
    await expect(failure).rejects.toMatchObject({ kind, message: expect.stringContaining(words) });
  });

  it("carry the wait that the system asks for, in seconds or as a date", async () => {
    const date = new Date(Date.UTC(2026, 2, 2, 9, 1, 0)).toUTCString();
    for (const [value, waitMs] of [
      ["7", 7000],
      [date, 60_000],
    ] as const) {
      const failure = readIds(async () => json({}, 503, { "retry-after": value }), { path: "/x" });
      await expect(failure).rejects.toMatchObject({ kind: "transient", retryAfterMs: waitMs });
    }
  });
});

describe("credentials", () => {
  const cases: readonly (readonly [string, JsonObject, Record<string, string>])[] = [
    ["basic", { auth: "basic", username: "jan" }, { password: "hunter2-hunter2" }],
    ["bearer", { auth: "bearer" }, { token: "hunter2-hunter2" }],
    ["an API key in a header", { auth: "api-key", keyName: "X-Key" }, { apiKey: "hunter2-hunter2" }],
  ];

  it.each(cases)("(%s) go along, and never to another origin", async (_, settings, secrets) => {
    const seen: { readonly host: string; readonly text: string }[] = [];
    const route: Route = async (request) => {
      const url = new URL(request.url);
      seen.push({ host: url.host, text: JSON.stringify([...request.headers]) });
      if (url.host === "elsewhere.example") return json([{ id: 1 }]);
      return url.pathname === "/v1/a"
        ? new Response(null, { status: 302, headers: { location: "/v1/b" } })
        : new Response(null, { status: 307, headers: { location: "https://elsewhere.example/c" } });
    };
    expect(await readIds(route, { path: "/a" }, settings, secrets)).toEqual([1]);
    const credential =
      settings.auth === "basic" ? Buffer.from("jan:hunter2-hunter2").toString("base64") : "hunter2-hunter2";
    expect(seen.map(({ host, text }) => [host, text.includes(credential)])).toEqual([
      ["api.example", true],
      ["api.example", true],
      ["elsewhere.example", false],
    ]);
  });

  it("in the address are masked in everything that is shown", async () => {
    const route: Route = async (request) => json({ message: `Denied: ${request.url}` }, 422);
    const settings = { auth: "api-key", keyIn: "query", keyName: "key" };
    const { reader, writer } = await open(route, settings, { apiKey: "p@ss/word+secret" });
    const intent = create({ a: 1 }, { createPath: "/things" });
    const shown = JSON.stringify([reader.describe(intent), await writer.write([intent], signal)]);
    expect(shown).toContain("key=•••");
    expect(shown).not.toContain("word");
  });

  it("are asked for when they are missing", async () => {
    await expect(open(async () => json({}), { auth: "bearer" })).rejects.toMatchObject({
      kind: "broken",
      code: "secret-missing",
    });
  });

  it("do not leave a protected line", async () => {
    const route: Route = async () =>
      new Response(null, { status: 302, headers: { location: "http://api.example/v1/b" } });
    await expect(readIds(route, { path: "/a" })).rejects.toMatchObject({ kind: "broken" });
  });
});

describe("finding", () => {
  const route: Route = async (request) => {
    const url = new URL(request.url);
    if (url.pathname === "/v1/missing") return json({}, 404);
    return json({
      items: [
        { id: 7, email: "A@x.example" },
        { id: 8, email: "ba@x.example" },
      ],
    });
  };

  it("keeps only what really has the value when a search is generous", async () => {
    const { reader } = await open(route);
    const options = { findPath: "/search?q={value}", findRecords: "items" };
    const found = await reader.find({
      resource: "records",
      options,
      fields: ["email"],
      values: [["a@x.example"]],
      signal,
    });
    expect(found).toEqual([[{ id: "7", data: { id: 7, email: "A@x.example" } }]]);
  });

  it("takes 404 for nothing", async () => {
    const { reader } = await open(route);
    const options = { findPath: "/missing?q={value}" };
    expect(
      await reader.find({ resource: "records", options, fields: ["email"], values: [["x"]], signal }),
    ).toEqual([[]]);
  });

  it("sends nothing but GET without the tick", async () => {
    const { reader } = await open(async () => {
      throw new Error("A request was sent.");
    });
    const options = { findPath: "/search", findMethod: "POST", findBody: { q: "{value}" } };
    const request = { resource: "records", options, fields: ["email"], values: [["x"]], signal };
    await expect(reader.find(request)).rejects.toMatchObject({ code: "not-only-reads" });
  });

  it("puts several match fields where they belong, encoded", async () => {
    const seen: string[] = [];
    const { reader } = await open(async (request) => {
      seen.push(request.url, await request.text());
      return json([]);
    });
    const options = {
      findPath: "/x/{a b}?z={zip}",
      findMethod: "POST",
      onlyReads: true,
      findBody: { q: ["{zip}", 1] },
    };
    await reader.find({
      resource: "records",
      options,
      fields: ["a b", "zip"],
      values: [["é/&?", "1012 AB"]],
      signal,
    });
    expect(seen).toEqual(["https://api.example/v1/x/%C3%A9%2F%26%3F?z=1012%20AB", '{"q":["1012 AB",1]}']);
  });

  it.each(["..", ".", ""])("never lets the value %j change the path", async (value) => {
    const { reader } = await open(async () => json([]));
    const request = {
      resource: "records",
      options: { findPath: "/x/{value}" },
      fields: ["id"],
      values: [[value]],
      signal,
    };
    await expect(reader.find(request)).rejects.toMatchObject({ kind: "rejected" });
  });
});

describe("writing", () => {
  it("sends the same repeat key for the same arrival, and one that a header can carry", async () => {
    const keys: (string | null)[] = [];
    const { writer } = await open(async (request) => {
      keys.push(request.headers.get("idempotency-key"));
      return json({ id: 1 }, 201);
    });
    const options = { createPath: "/things" };
    await writer.write(
      [
        create({}, options, "run-1:5"),
        create({}, options, "sleutel é\r\nX: y"),
        create({}, options, "sleutel é\r\nX: y"),
      ],
      signal,
    );
    expect(keys[0]).toBe("run-1:5");
    expect(keys[1]).toMatch(/^[0-9a-f]{64}$/);
    expect(keys[2]).toBe(keys[1]);
  });

  it.each([
    ["the answer", json({ data: { id: 42 } }, 201), { answerPath: "data" }, "42"],
    [
      "the Location header",
      new Response(null, { status: 201, headers: { location: "/v1/things/43?x=1" } }),
      {},
      "43",
    ],
    ["what was sent", new Response(null, { status: 204 }), {}, "44"],
  ])("takes the id from %s", async (_, response, options, id) => {
    const { writer } = await open(async () => response);
    const [result] = await writer.write(
      [create({ id: "44" }, { createPath: "/things", ...options })],
      signal,
    );
    expect(result).toMatchObject({ kind: "written", id });
  });

  it.each([
    [422, "create", "rejected"],
    [409, "create", "rejected"],
    [429, "create", "transient"],
    [503, "create", "transient"],
    [500, "create", "unknown"],
    [504, "create", "unknown"],
    [500, "update", "transient"],
    [404, "update", "rejected"],
  ] as const)("takes status %i of a %s for %s", async (status, action, kind) => {
    const { writer } = await open(async () => json({ message: "why" }, status));
    const options = { createPath: "/things", updatePath: "/things/{id}" };
    const intent = { ...create({ a: 1 }, options), action, target: { id: "5", data: {} } };
    expect(await writer.write([intent], signal)).toMatchObject([{ kind }]);
  });

  it("does not follow a redirect with a record in hand", async () => {
    const { writer } = await open(
      async () => new Response(null, { status: 302, headers: { location: "/login" } }),
    );
    await expect(writer.write([create({}, { createPath: "/things" })], signal)).rejects.toMatchObject({
      kind: "broken",
    });
  });

  it("keeps what was written when the sign-in is refused half way", async () => {
    let calls = 0;
    const { writer } = await open(async () => (++calls === 1 ? json({ id: 1 }) : json({}, 401)));
    const options = { createPath: "/things" };
    const results = await writer.write(
      [create({}, options, "1"), create({}, options, "2"), create({}, options, "3")],
      signal,
    );
    expect(results.map(({ kind }) => kind)).toEqual(["written", "transient", "transient"]);
    expect(calls).toBe(2);
  });
});

describe("a real network", () => {
  it("tells never sent from perhaps arrived", async () => {
    const server = createServer((request, response) => {
      if (request.url === "/drop") request.socket.destroy();
      else if (request.url === "/half") {
        response.writeHead(200, { "content-length": "100" }).write('{"id":');
        setTimeout(() => request.socket.destroy(), 10);
      }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const world = await createTestWorld(async () => new Response());
    worlds.push(world);
    const services = { ...world.services, fetch: (url: string, init?: RequestInit) => fetch(url, init) };
    const writeTo = async (baseUrl: string, createPath: string) => {
      const connection = {
        name: "x",
        connector: "http",
        settings: { baseUrl, timeoutSeconds: 1 },
        secrets: {},
      };
      const writer = await httpConnector.openWriter(connection, services);
      return (await writer.write([create({ a: 1 }, { createPath })], signal))[0];
    };
    const base = `http://127.0.0.1:${port}`;
    expect(await writeTo(base, "/drop")).toMatchObject({ kind: "unknown", code: "dropped" });
    expect(await writeTo(base, "/half")).toMatchObject({ kind: "unknown", code: "dropped" });
    expect(await writeTo(base, "/silence")).toMatchObject({ kind: "unknown", code: "timeout" });
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
    expect(await writeTo(base, "/drop")).toMatchObject({ kind: "transient", code: "unreachable" });
  });
});

describe("reading by the date of a change", () => {
  const orders = [
    { id: "a", updated: "2026-03-01T08:00:00Z" },
    { id: "b", updated: "2026-03-02T09:00:00+01:00" },
    { id: "c" },
    { id: "d", updated: "2026-03-04 10:00:00" },
  ];
  const options = { path: "/orders", changedField: "updated", sinceParameter: "after" };
  const since = "2026-03-02T00:00:00.000Z";

  async function readPeriod(period: object) {
    const asked: string[] = [];
    const { reader } = await open(async (request) => {
      asked.push(new URL(request.url).searchParams.get("after") ?? "");
      return json(orders);
    });
    const ids: Json[] = [];
    let cursor: Json | undefined;
    const request = { resource: "records", options, cursor: undefined, signal, ...period };
    for await (const batch of reader.read(request)) {
      ids.push(...batch.records.map(({ data }) => (data as { id: Json }).id));
      cursor = batch.cursor ?? cursor;
    }
    return { asked, cursor, ids };
  }

  it("begins and ends at a date, asks the system for no more, and loses no record without a date", async () => {
    expect(await readPeriod({ since })).toMatchObject({ asked: [since], ids: ["b", "c", "d"] });
    expect((await readPeriod({ since, until: "2026-03-03T00:00:00.000Z" })).ids).toEqual(["b", "c"]);
    expect((await readPeriod({})).ids).toEqual(["a", "b", "c", "d"]);
  });

  it("goes on at the last change, and reads what has no date every time", async () => {
    const { cursor } = await readPeriod({});
    expect((await readPeriod({ cursor })).ids).toEqual(["c", "d"]);
  });
});
