import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import { postgresqlConnector } from "@trasvase/nodes/connectors/postgresql/client.ts";
import {
  type ConnectorFixture,
  describeConnector,
  readAll,
} from "@trasvase/nodes/connectors/testing/connector-suite.ts";
import { createTestWorld } from "@trasvase/nodes/connectors/testing/world.ts";
import {
  ConnectorError,
  type OpenConnection,
  type Reader,
  type WriteIntent,
} from "@trasvase/shared/connector.ts";
import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import { Secret } from "@trasvase/shared/secret.ts";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeOpenSocket } from "../egress/open-socket.ts";

let target: TestDatabase;
let own: TestDatabase;
beforeAll(async () => {
  target = await createTestDatabase("template0");
  own = await createTestDatabase();
});
afterAll(async () => {
  await target.drop();
  await own.drop();
});

const signal = new AbortController().signal;

function connectionTo(address: string, more: JsonObject = {}): OpenConnection {
  const url = new URL(address);
  return {
    name: "shop",
    connector: "postgresql",
    settings: {
      host: url.hostname,
      port: Number(url.port),
      database: url.pathname.slice(1),
      user: url.username,
      tls: "off",
      ...more,
    },
    secrets: { password: new Secret(decodeURIComponent(url.password)) },
  };
}

async function makeWorld() {
  const world = await createTestWorld(async () => new Response("", { status: 404 }));
  return {
    ...world,
    services: { ...world.services, openSocket: makeOpenSocket({ allowPrivateNetwork: true }) },
  };
}

async function setUp(): Promise<ConnectorFixture> {
  await target.database.execute(sql`
    drop table if exists things, customers;
    create table things (id int primary key, email text, changed timestamptz not null default now());
    insert into things select n, 't' || n || '@x.example', timestamptz '2026-03-01' + n * interval '1 minute' from generate_series(1, 4500) n;
    create table customers (id bigint generated always as identity primary key, code text not null unique, name text,
      note text, credit numeric(20, 4), tags text[], extra jsonb, born date, "repeat key" text unique,
      joined timestamptz not null default now(), shout text generated always as (upper(name)) stored)`);
  return {
    connector: postgresqlConnector,
    connection: connectionTo(target.url),
    world: await makeWorld(),
    read: {
      resource: "table",
      options: { table: "things", changedColumn: "changed" },
      count: 4500,
      id: (record) => String((record.data as { id: number }).id),
      incremental: true,
    },
    find: {
      resource: "table",
      options: { table: "things" },
      field: "email",
      present: ["t3@x.example", "t7@x.example", "t4500@x.example"],
      missing: "nobody@x.example",
    },
    write: {
      resource: "table",
      options: { table: "customers", repeatColumn: "repeat key" },
      create: { code: "N1", name: 'Íñigo "Müller" 東京 \\ {a,b}', note: "" },
      matchField: "code",
      update: { name: "Íñigo" },
      refused: { code: "N1", name: "Íñigo", born: "the day before yesterday" },
    },
  };
}

describeConnector(
  "postgresql",
  ["read", "incremental", "find", "write", "match", "update", "key", "refuse"],
  setUp,
);

describe("a PostgreSQL connection", () => {
  let fixture: ConnectorFixture;
  let reader: Reader;
  beforeEach(async () => {
    fixture = await setUp();
    reader = await postgresqlConnector.openReader(fixture.connection, fixture.world.services);
  });

  const writer = () => postgresqlConnector.openWriter(fixture.connection, fixture.world.services);
  const upsert = (id: string, data: Json): WriteIntent => ({
    id,
    resource: "table",
    options: { table: "customers" },
    action: "create",
    data,
    match: ["code"],
    upsert: true,
  });
  const customers = () =>
    target.database.execute<Record<string, unknown>>(sql`select * from customers order by code`);

  it("creates or updates by the match fields in one statement and says which it was", async () => {
    const results = await (await writer()).write(
      [upsert("a1", { code: "B", name: "b" }), upsert("a2", { code: "A", name: "a" })],
      signal,
    );
    const again = await (await writer()).write(
      [upsert("a3", { code: "A", name: "z" }), upsert("a4", { code: "C", name: "c" })],
      signal,
    );
    expect(results).toMatchObject([{ kind: "written" }, { kind: "written" }]);
    expect(results[0]).not.toHaveProperty("existed");
    expect(again).toMatchObject([{ kind: "written", existed: true }, { kind: "written" }]);
    expect(again[1]).not.toHaveProperty("existed");
    expect((await customers()).map(({ code, name, shout }) => [code, name, shout])).toEqual([
      ["A", "z", "Z"],
      ["B", "b", "B"],
      ["C", "c", "C"],
    ]);
    expect(again[1]).toMatchObject({ data: { shout: "C" } });
  });

  it("leaves columns alone that a record does not have", async () => {
    await (await writer()).write([upsert("a1", { code: "A", name: "a", note: "kept" })], signal);
    await (await writer()).write([upsert("a2", { code: "A", name: "b" })], signal);
    expect(await customers()).toMatchObject([{ name: "b", note: "kept" }]);
  });

  it("writes every kind of value as its column holds it", async () => {
    const data = {
      code: "A",
      credit: "123456789012345.6789",
      tags: ["a,b", 'c"d', "e\\f", null],
      extra: { list: [1, { deep: "x" }], text: "€" },
      born: "1990-05-06",
      note: "it's; drop table customers; --",
    };
    expect(await (await writer()).write([upsert("a1", data)], signal)).toMatchObject([{ kind: "written" }]);
    const [found] = await reader.find({
      resource: "table",
      options: { table: "customers" },
      fields: ["code"],
      values: [["A"]],
      signal,
    });
    expect(found?.[0]?.data).toMatchObject(data);
  });

  it("refuses only the row that the server refuses, wherever it stands among the others", async () => {
    const rows = Array.from({ length: 9 }, (_, index) =>
      upsert(`a${index}`, { code: `K${index}`, name: "x", born: index === 4 ? "never" : "2000-01-01" }),
    );
    const results = await (await writer()).write(rows, signal);
    expect(results.map((result) => result.kind)).toEqual(
      rows.map((_, index) => (index === 4 ? "rejected" : "written")),
    );
    expect(await customers()).toHaveLength(8);
  });

  it.each([
    ["a column there is none of", { code: "A", nmae: "x" }, "no-column"],
    ["a column that is computed", { code: "A", shout: "x" }, "no-column"],
    ["what is no object", "text", "not-an-object"],
  ])("refuses %s, naming what there is", async (_, data, code) => {
    expect(await (await writer()).write([upsert("a1", data)], signal)).toMatchObject([
      { kind: "rejected", code },
    ]);
  });

  it("refuses to insert what nothing would tell from its repetition", async () => {
    const { match: _, upsert: __, ...plain } = upsert("a1", { code: "A" });
    expect(await (await writer()).write([plain], signal)).toMatchObject([
      { kind: "rejected", code: "no-match" },
    ]);
  });

  it("names the index that matching needs", async () => {
    const intent = { ...upsert("a1", { code: "A", name: "x" }), match: ["name"] };
    expect(await (await writer()).write([intent], signal)).toMatchObject([
      { kind: "rejected", code: "no-unique-index", message: expect.stringContaining("unique index") },
    ]);
  });

  it("tells a row that was changed from one that the overlap only brings again", async () => {
    const first = await readAll(reader, fixture, undefined);
    await target.database.execute(sql`
      update things set email = 'new', changed = timestamptz '2026-03-01' + interval '4499 minutes 30 seconds' where id = 4499;
      insert into things values (4501, 'late', timestamptz '2026-03-01' + interval '4498 minutes'),
        (4502, 'next', timestamptz '2026-03-01' + interval '4501 minutes')`);
    const second = await readAll(reader, fixture, first.cursor);
    const ids = second.records.map((record) => (record.data as { id: number }).id);
    expect(ids.sort()).toEqual([4499, 4501, 4502]);
    expect((await readAll(reader, fixture, second.cursor)).records).toEqual([]);
  });

  it("goes on where an interrupted run stopped, also without a growing column, and begins anew after its end", async () => {
    const read = { resource: "table", options: { table: "things" }, cursor: undefined, signal };
    let cursor: Json | undefined;
    for await (const batch of reader.read(read)) {
      cursor = batch.cursor;
      break;
    }
    const plain = { read: { ...fixture.read, options: read.options } } as Pick<ConnectorFixture, "read">;
    const rest = await readAll(reader, plain, cursor);
    expect(rest.records).toHaveLength(2500);
    expect((await readAll(reader, plain, rest.cursor)).records).toHaveLength(4500);
  });

  it("reads the rows of a query, and nothing but rows", async () => {
    const queryOf = (query: string) =>
      ({
        read: { ...fixture.read, resource: "query", options: { query, idColumn: "n" } },
      }) as Pick<ConnectorFixture, "read">;
    const { records } = await readAll(
      reader,
      queryOf("select id as n, email from things where id < 10 -- few"),
      undefined,
    );
    expect(records).toHaveLength(9);
    for (const query of [
      "select 1 as n; drop table things",
      "delete from things returning id as n",
      "select 1 as n) as q; drop table things; select (1",
      "with gone as (delete from things returning id) select id as n from gone",
      "select set_config('default_transaction_read_only', 'off', false), setval('customers_id_seq', 7) as n",
    ]) {
      await expect(readAll(reader, queryOf(query), undefined), query).rejects.toBeInstanceOf(ConnectorError);
    }
    expect(await target.database.execute(sql`select count(*)::int as n from things`)).toEqual([{ n: 4500 }]);
  });

  it("does not pass over rows that have no place in the order, but says so", async () => {
    await target.database.execute(
      sql`alter table things alter column changed drop not null; update things set changed = null where id = 7`,
    );
    await expect(readAll(reader, fixture, undefined)).rejects.toMatchObject({ code: "empty-order" });
  });

  it("describes the columns of a table", async () => {
    const fields = await reader.discover?.({ resource: "table", options: { table: "customers" }, signal });
    expect(fields).toMatchObject([
      { name: "id", type: "integer", assigned: true, writable: false },
      { name: "code", type: "text", required: "create" },
      { name: "name", type: "text" },
      { name: "note", type: "text" },
      { name: "credit", type: "number" },
      { name: "tags", type: "list" },
      { name: "extra", type: "any" },
      { name: "born", type: "date" },
      { name: "repeat key", type: "text" },
      { name: "joined", type: "dateTime", assigned: true },
      { name: "shout", type: "text", writable: false },
    ]);
  });

  it("takes names of tables and columns as names, whatever is in them", async () => {
    await target.database.execute(
      sql.raw('create table if not exists "odd"" table; --" ("a""b" text primary key, "select" int)'),
    );
    const intent = {
      ...upsert("a1", { 'a"b': "x", select: 1 }),
      options: { table: 'odd" table; --' },
      match: ['a"b'],
    };
    expect(await (await writer()).write([intent], signal)).toMatchObject([{ kind: "written", id: "x" }]);
    const missing = { ...intent, options: { table: "things; drop table things" } };
    expect(await (await writer()).write([missing], signal)).toMatchObject([
      { kind: "rejected", code: "no-table" },
    ]);
  });

  it("refuses Trasvase's own database", async () => {
    const opened = await postgresqlConnector.openReader(connectionTo(own.url), fixture.world.services);
    expect(await opened.check(signal)).toMatchObject([
      { ok: false, message: expect.stringContaining("own data") },
    ]);
    await expect(readAll(opened, fixture, undefined)).rejects.toMatchObject({ code: "own-database" });
    const writing = await postgresqlConnector.openWriter(connectionTo(own.url), fixture.world.services);
    await expect(writing.write([upsert("a1", { code: "A" })], signal)).rejects.toMatchObject({
      code: "own-database",
    });
  });

  it.each([
    [
      "a password that is wrong",
      (): OpenConnection => ({
        ...connectionTo(target.url),
        secrets: { password: new Secret("wrong-password") },
      }),
      "broken",
    ],
    ["a database there is none of", () => connectionTo(target.url, { database: "nowhere" }), "broken"],
    ["a server that is not there", () => connectionTo(target.url, { port: 1 }), "transient"],
    [
      "encryption that the server does not speak",
      () => connectionTo(target.url, { tls: "verify" }),
      undefined,
    ],
  ])("says so of %s, without the password", async (_, connection, kind) => {
    const opened = await postgresqlConnector.openReader(connection(), fixture.world.services);
    const [stage] = await opened.check(signal);
    expect(stage?.ok).toBe(false);
    expect(stage?.message).not.toContain("wrong-password");
    const failure = await readAll(opened, fixture, undefined).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConnectorError);
    if (kind) expect(failure).toMatchObject({ kind });
  });

  it("does not reach an address that connections may not call", async () => {
    const services = {
      ...fixture.world.services,
      openSocket: makeOpenSocket({ allowPrivateNetwork: false }),
    };
    const opened = await postgresqlConnector.openReader(
      connectionTo(target.url, { user: "somebody" }),
      services,
    );
    expect(await opened.check(signal)).toMatchObject([
      { ok: false, message: expect.stringContaining("private network") },
    ]);
  });
});
