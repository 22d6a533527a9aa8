import {
  type Connector,
  ConnectorError,
  type OpenConnection,
  type RawRecord,
  type Reader,
  type WriteIntent,
  type WriteResult,
} from "@trasvase/shared/connector.ts";
import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../sandbox.ts";
import type { TestWorld } from "./world.ts";

/** One connector with a system to try it on, made anew for every test. */
export interface ConnectorFixture {
  readonly connector: Connector;
  readonly connection: OpenConnection;
  readonly world: TestWorld;
  readonly read?: {
    readonly resource: string;
    readonly options: JsonObject;
    /** How many records there are; more than two pages. */
    readonly count: number;
    readonly id: (record: RawRecord) => string;
    /** Whether a second read brings only what is new. */
    readonly incremental: boolean;
    /** Changes a record or two in the system; answers their ids. */
    readonly change?: () => Promise<readonly string[]>;
  };
  readonly find?: {
    readonly resource: string;
    readonly options: JsonObject;
    readonly field: string;
    readonly present: readonly Json[];
    readonly missing: Json;
  };
  readonly write?: {
    readonly resource: string;
    readonly options: JsonObject;
    readonly create: JsonObject;
    /** Another record, where a longer text in the match field would not make one. */
    readonly another?: JsonObject;
    /** A field of `create` by which it is found again; undefined when the system cannot be searched. */
    readonly matchField: string | undefined;
    /** What an update sends; undefined when the system cannot update. */
    readonly update: JsonObject | undefined;
    /** A record that the system refuses. */
    readonly refused: JsonObject | undefined;
  };
  /** Present when the system is spoken to over HTTP. */
  readonly sandbox?: Sandbox;
}

/** What a system can do; the promises about the rest do not apply to it. */
export type Aspect =
  | "read"
  | "incremental"
  | "change"
  | "since"
  | "find"
  | "write"
  | "match"
  | "update"
  | "key"
  | "refuse"
  | "http"
  | "tokens";

/** Runs what every connector promises, as far as it applies to the system. The fixture must hold what the aspects name. */
export function describeConnector(
  name: string,
  aspects: readonly Aspect[],
  open: () => Promise<ConnectorFixture>,
): void {
  const when = (needs: readonly Aspect[], promise: string, test: () => Promise<void>) => {
    if (needs.every((need) => aspects.includes(need))) it(promise, test);
  };
  describe(name, () => {
    let fixture: ConnectorFixture;
    beforeEach(async () => {
      fixture = await open();
    });
    afterEach(async () => {
      expectNoSecret(fixture, fixture.world.logs);
      await fixture.world.close();
    });
    const reader = () => fixture.connector.openReader(fixture.connection, fixture.world.services);
    const writer = () => fixture.connector.openWriter(fixture.connection, fixture.world.services);

    it("gives readers nothing to write with", async () => {
      const opened = await reader();
      const members = Object.keys(opened).filter((name) => name !== "discover");
      expect(members.sort()).toEqual(["check", "close", "describe", "find", "placeholders", "read"]);
    });

    it("tells that the connection works", async () => {
      const stages = await (await reader()).check(signal);
      expect(stages.filter((stage) => !stage.ok)).toEqual([]);
      expect(stages.length).toBeGreaterThan(0);
    });

    when(["read"], "reads every page to the end, each record once", async () => {
      const { read } = fixture;
      if (!read) throw missing();
      const records = await readAll(await reader(), fixture, undefined);
      const ids = records.records.map(read.id);
      expect(ids.length).toBe(read.count);
      expect(new Set(ids).size).toBe(read.count);
    });

    when(
      ["read", "incremental"],
      "brings from the cursor on only what is new, or again what was last",
      async () => {
        const { read } = fixture;
        if (!read?.incremental) throw missing();
        const first = await readAll(await reader(), fixture, undefined);
        const second = await readAll(await reader(), fixture, first.cursor);
        expect(withoutRepeats(first.records, second.records, read.id)).toEqual([]);
        if (!overlaps(fixture)) expect(second.records).toEqual([]);
        // Long afterwards nothing is read again.
        fixture.world.advance(3_600_000);
        const third = await readAll(await reader(), fixture, second.cursor);
        const fourth = await readAll(await reader(), fixture, third.cursor);
        expect(fourth.records).toEqual([]);
      },
    );

    when(
      ["read", "incremental"],
      "goes on from any cursor it gave on the way, and loses nothing",
      async () => {
        const { read } = fixture;
        if (!read) throw missing();
        const opened = await reader();
        const { options, resource } = read;
        const before: RawRecord[] = [];
        const stops: { readonly records: readonly RawRecord[]; readonly cursor: Json }[] = [];
        for await (const batch of opened.read({ resource, options, cursor: undefined, signal })) {
          before.push(...batch.records);
          if (batch.cursor !== undefined) stops.push({ records: [...before], cursor: batch.cursor });
        }
        expect(stops.length).toBeGreaterThan(0);
        const all = new Set(before.map(read.id));
        for (const { cursor, records } of stops) {
          const rest = await readAll(await reader(), fixture, cursor);
          const together = new Set([...records, ...rest.records].map(read.id));
          expect(together).toEqual(all);
        }
      },
    );

    when(
      ["read", "incremental", "change"],
      "sees once what changed meanwhile, and nothing twice",
      async () => {
        const { read } = fixture;
        if (!read?.change) throw missing();
        const first = await readAll(await reader(), fixture, undefined);
        fixture.world.advance(60_000);
        const changed = await read.change();
        const second = await readAll(await reader(), fixture, first.cursor);
        const fresh = withoutRepeats(first.records, second.records, read.id);
        expect(fresh.map(read.id).sort()).toEqual([...changed].sort());
        const third = await readAll(await reader(), fixture, second.cursor);
        expect(withoutRepeats(second.records, third.records, read.id)).toEqual([]);
      },
    );

    when(["read", "incremental", "change", "since"], "begins at a date", async () => {
      const { read } = fixture;
      if (!read?.change) throw missing();
      fixture.world.advance(48 * 3_600_000);
      const since = new Date(fixture.world.now() - 3_600_000).toISOString();
      const changed = await read.change();
      const { options, resource } = read;
      const records: RawRecord[] = [];
      let cursor: Json | undefined;
      const opened = await reader();
      for await (const batch of opened.read({ resource, options, cursor: undefined, since, signal })) {
        records.push(...batch.records);
        cursor = batch.cursor ?? cursor;
      }
      expect(records.map(read.id).sort()).toEqual([...changed].sort());
      const next = await readAll(await reader(), fixture, cursor);
      expect(withoutRepeats(records, next.records, read.id)).toEqual([]);
    });

    when(
      ["read", "incremental", "change", "since"],
      "ends at a date, before what changed then or later",
      async () => {
        const { read } = fixture;
        if (!read?.change) throw missing();
        const all = (await readAll(await reader(), fixture, undefined)).records.map(read.id);
        fixture.world.advance(48 * 3_600_000);
        const until = new Date(fixture.world.now() - 3_600_000).toISOString();
        const changed = new Set(await read.change());
        const { options, resource } = read;
        const ids: string[] = [];
        const opened = await reader();
        const period = { since: "2000-01-01T00:00:00.000Z", until };
        for await (const batch of opened.read({ resource, options, cursor: undefined, ...period, signal })) {
          ids.push(...batch.records.map(read.id));
        }
        expect(ids.sort()).toEqual(all.filter((id) => !changed.has(id)).sort());
      },
    );

    when(["read"], "answers a sample of the size asked for", async () => {
      const { read } = fixture;
      if (!read) throw missing();
      const opened = await reader();
      let count = 0;
      for await (const batch of opened.read({
        resource: read.resource,
        options: read.options,
        cursor: undefined,
        limit: 3,
        signal,
      })) {
        count += batch.records.length;
      }
      expect(count).toBe(Math.min(3, read.count));
    });

    when(["find"], "finds one and many, in the order asked, and nothing where nothing is", async () => {
      const { find } = fixture;
      if (!find) throw missing();
      const opened = await reader();
      const values = [find.present[0] ?? null, find.missing, ...find.present.slice(1)].map((value) => [
        value,
      ]);
      const found = await opened.find({
        resource: find.resource,
        options: find.options,
        fields: [find.field],
        values,
        signal,
      });
      expect(found.map((matches) => matches.length)).toEqual(values.map((_, index) => (index === 1 ? 0 : 1)));
      const single = await opened.find({ ...find, fields: [find.field], values: [values[0] ?? []], signal });
      expect(single[0]).toEqual(found[0]);
    });

    when(["find"], "refuses to search for an empty value", async () => {
      const { find } = fixture;
      if (!find) throw missing();
      const opened = await reader();
      const request = {
        resource: find.resource,
        options: find.options,
        fields: [find.field],
        values: [[""]],
        signal,
      };
      await expect(opened.find(request)).rejects.toBeInstanceOf(ConnectorError);
    });

    when(
      ["write", "match"],
      "creates a record that is found again, with accents and empty fields unharmed",
      async () => {
        const { write } = fixture;
        if (write?.matchField === undefined) throw missing();
        const [result] = await writeAll(await writer(), [intent(fixture, "a1")]);
        expect(result).toMatchObject({ kind: "written" });
        const found = await findCreated(await reader(), fixture);
        expect(found.length).toBe(1);
        expect(found[0]?.data).toMatchObject(readBack(fixture, write.create));
        expect(result?.kind === "written" && result.id).toBe(found[0]?.id);
      },
    );

    when(["write", "match", "update"], "updates a record and leaves the rest of it alone", async () => {
      const { write } = fixture;
      if (write?.matchField === undefined || !write.update) throw missing();
      await writeAll(await writer(), [intent(fixture, "a1")]);
      const [target] = await findCreated(await reader(), fixture);
      if (!target) throw new Error("The created record is found.");
      const update = {
        ...intent(fixture, "a2"),
        action: "update" as const,
        data: { ...write.create, ...write.update },
        target,
      };
      const [result] = await writeAll(await writer(), [update]);
      expect(result).toMatchObject({ kind: "written", id: target.id });
      const [after] = await findCreated(await reader(), fixture);
      expect(after?.data).toMatchObject({
        ...readBack(fixture, write.create),
        ...readBack(fixture, write.update),
      });
    });

    when(["write", "match", "key"], "writes once when the same write is repeated with its key", async () => {
      const { write } = fixture;
      if (write?.matchField === undefined) throw missing();
      await writeAll(await writer(), [intent(fixture, "same")]);
      await writeAll(await writer(), [intent(fixture, "same")]);
      expect((await findCreated(await reader(), fixture)).length).toBe(1);
    });

    when(["write", "http"], "describes exactly the request that it sends, without a secret", async () => {
      const { write, sandbox } = fixture;
      if (!write || !sandbox) throw missing();
      const looking = await reader();
      // As a preview does: it looks for the record before it says what it would send.
      if (write.matchField !== undefined) await findCreated(looking, fixture);
      const before = sandbox.requests().length;
      const described = looking.describe(intent(fixture, "a1"));
      expect(sandbox.requests().length).toBe(before);
      const [result] = await writeAll(await writer(), [intent(fixture, "a1")]);
      const sent = sandbox
        .requests()
        .slice(before)
        .filter((request) => request.method !== "GET");
      expect(described.length).toBe(1);
      expect(sent.map((request) => request.method)).toEqual(described.map((request) => request.method));
      expect(sent.map((request) => JSON.parse(request.body))).toEqual(
        described.map((request) => request.body),
      );
      expect(described[0]?.url.endsWith(sent[0]?.path ?? "?")).toBe(true);
      expect(result?.kind === "written" && result.request).toEqual(described[0]);
      expectNoSecret(fixture, [JSON.stringify(described), JSON.stringify(result)]);
    });

    when(
      ["write", "match", "http"],
      "says of a lost answer that nobody knows, and a look-up settles it",
      async () => {
        const { write, sandbox } = fixture;
        if (write?.matchField === undefined || !sandbox) throw missing();
        sandbox.fail("commit-then-drop", 1, "write");
        const [result] = await writeAll(await writer(), [intent(fixture, "a1")]);
        expect(result).toMatchObject({ kind: "unknown" });
        expect((await findCreated(await reader(), fixture)).length).toBe(1);
      },
    );

    when(["write", "http"], "takes a web page or half an answer to a write for unknown", async () => {
      const { write, sandbox } = fixture;
      if (!write || !sandbox) throw missing();
      sandbox.fail("html", 1, "write");
      expect(await writeAll(await writer(), [intent(fixture, "a1")])).toMatchObject([
        { kind: "unknown", code: "html" },
      ]);
      sandbox.fail("truncate", 1, "write");
      expect(await writeAll(await writer(), [intent(fixture, "a2", "2")])).toMatchObject([
        { kind: "unknown", code: "truncated" },
      ]);
    });

    when(["read", "http"], "takes a web page or half an answer to a read for a passing trouble", async () => {
      const { read, sandbox } = fixture;
      if (!read || !sandbox) throw missing();
      for (const fault of ["html", "truncate", "drop"] as const) {
        sandbox.fail(fault, 1, "read");
        const failure = await readAll(await reader(), fixture, undefined).catch((error: unknown) => error);
        expect(failure).toMatchObject({ kind: "transient" });
        expectNoSecret(fixture, [String(failure)]);
      }
    });

    when(["write", "read", "http"], "waits as long as a full system says", async () => {
      const { read, write, sandbox } = fixture;
      if (!write || !read || !sandbox) throw missing();
      const headers = {
        "retry-after": "17",
        "x-ratelimit-minutely-reset": String(fixture.world.now() + 16_000),
      };
      sandbox.fail({ status: 429, headers });
      const [result] = await writeAll(await writer(), [intent(fixture, "a1")]);
      expect(result).toMatchObject({ kind: "transient" });
      sandbox.fail({ status: 429, headers });
      const failure = await readAll(await reader(), fixture, undefined).catch((error: unknown) => error);
      expect(failure).toMatchObject({ kind: "transient" });
    });

    when(["write", "http"], "tries nothing more once the system asks to wait", async () => {
      const { write, sandbox } = fixture;
      if (!write || !sandbox) throw missing();
      const before = sandbox.mutations();
      sandbox.fail({ status: 503 }, 1, "write");
      const results = await writeAll(await writer(), [
        intent(fixture, "a1"),
        intent(fixture, "a2", "2"),
        intent(fixture, "a3", "3"),
      ]);
      expect(results.map((result) => result.kind)).toEqual(["transient", "transient", "transient"]);
      expect(sandbox.mutations()).toBe(before + 1);
    });

    when(["write", "refuse"], "passes on why a record was refused, in one line", async () => {
      const { write } = fixture;
      if (!write?.refused) throw missing();
      const [result] = await writeAll(await writer(), [{ ...intent(fixture, "a1"), data: write.refused }]);
      expect(result?.kind).toBe("rejected");
      const message = result?.kind === "rejected" ? result.message : "";
      expect(message.length).toBeGreaterThan(20);
      expect(message).not.toContain("\n");
    });

    when(["tokens", "read", "http"], "renews an ended token once, however many are at work", async () => {
      const { sandbox, world, read } = fixture;
      if (!sandbox || !read) throw missing();
      await readAll(await reader(), fixture, undefined);
      expect(world.renewals()).toBe(1);
      world.advance(1000);
      sandbox.expireTokens();
      const readers = await Promise.all([reader(), reader(), reader()]);
      const all = await Promise.all(readers.map((one) => readAll(one, fixture, undefined)));
      expect(all.map((result) => result.records.length)).toEqual([read.count, read.count, read.count]);
      expect(world.renewals()).toBe(2);
    });

    when(["read", "http"], "stops when told to", async () => {
      const { read, sandbox } = fixture;
      if (!read || !sandbox) throw missing();
      sandbox.fail({ delayMs: 60_000 }, 1, "read");
      const stop = new AbortController();
      const opened = await reader();
      const pending = drain(opened, fixture, stop.signal);
      setTimeout(() => stop.abort(new Error("enough")), 20);
      await expect(pending).rejects.toThrow("enough");
    });
  });
}

const signal = new AbortController().signal;

function missing(): Error {
  return new Error("The fixture lacks what its aspects name.");
}

function overlaps({ connector, read }: ConnectorFixture): boolean {
  const resource = connector.definition.resources.find(({ name }) => name === read?.resource);
  return resource?.incremental?.overlaps === true;
}

/** What is left when repeats are taken out as a run takes them out: by key and content. */
function withoutRepeats(
  before: readonly RawRecord[],
  records: readonly RawRecord[],
  id: (record: RawRecord) => string,
): readonly RawRecord[] {
  const known = new Map(before.map((record) => [id(record), JSON.stringify(record)]));
  return records.filter((record) => known.get(id(record)) !== JSON.stringify(record));
}

async function drain(reader: Reader, fixture: ConnectorFixture, stop: AbortSignal): Promise<void> {
  const { resource = "", options = {} } = fixture.read ?? {};
  for await (const batch of reader.read({ resource, options, cursor: undefined, signal: stop })) void batch;
}

/** Reads from a cursor to the end. */
export async function readAll(
  reader: Reader,
  fixture: Pick<ConnectorFixture, "read">,
  cursor: Json | undefined,
): Promise<{ readonly records: readonly RawRecord[]; readonly cursor: Json | undefined }> {
  const { resource = "", options = {} } = fixture.read ?? {};
  const records: RawRecord[] = [];
  let last = cursor;
  for await (const batch of reader.read({ resource, options, cursor, signal })) {
    records.push(...batch.records);
    last = batch.cursor ?? last;
  }
  return { records, cursor: last };
}

async function writeAll(
  writer: {
    write(intents: readonly WriteIntent[], signal: AbortSignal): Promise<readonly WriteResult[]>;
    flush(): Promise<void>;
  },
  intents: readonly WriteIntent[],
): Promise<readonly WriteResult[]> {
  const results = await writer.write(intents, signal);
  await writer.flush();
  return results;
}

function intent(fixture: ConnectorFixture, id: string, suffix = ""): WriteIntent {
  const { another, create = {}, matchField, options = {}, resource = "" } = fixture.write ?? {};
  const data =
    suffix === "" || matchField === undefined
      ? create
      : (another ?? { ...create, [matchField]: `${String(create[matchField])}${suffix}` });
  return { id, resource, options, action: "create", data };
}

async function findCreated(reader: Reader, fixture: ConnectorFixture) {
  const { resource = "", options = {}, create = {}, matchField = "" } = fixture.write ?? {};
  const values = [[create[matchField] ?? null]];
  return (await reader.find({ resource, options, fields: [matchField], values, signal }))[0] ?? [];
}

/** The fields that a look-up must bring back as they were sent; lists are compared by the connector's own tests. */
function readBack({ connector, write }: ConnectorFixture, record: JsonObject): JsonObject {
  const fields = connector.definition.resources.find(({ name }) => name === write?.resource)?.fields ?? [];
  const hidden = new Set(fields.filter((field) => field.readable === false).map((field) => field.name));
  return Object.fromEntries(
    Object.entries(record).filter(([name, value]) => typeof value !== "object" && !hidden.has(name)),
  );
}

function expectNoSecret(fixture: ConnectorFixture, texts: readonly string[]): void {
  for (const secret of Object.values(fixture.connection.secrets)) {
    const plain = secret.reveal();
    if (plain === "") continue;
    for (const form of [plain, encodeURIComponent(plain), Buffer.from(plain).toString("base64")]) {
      for (const text of texts) expect(text).not.toContain(form);
    }
  }
}
