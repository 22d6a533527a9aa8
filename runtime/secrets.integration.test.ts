import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "@trasvase/db/client.ts";
import { addFlow } from "@trasvase/db/testing/add-flow.ts";
import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DataKeys } from "./data-keys.ts";
import { openHashKey, openSecretKeys, SecretsError } from "./secrets.ts";

let test: TestDatabase;
let dataDir: string;
beforeEach(async () => {
  test = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), "trasvase-secrets-"));
});
afterEach(async () => {
  await test?.drop();
  await rm(dataDir, { recursive: true, force: true });
});

const newKey = () => randomBytes(32).toString("base64");
const keyFile = () => join(dataDir, "secret.key");
const open = (fromEnvironment?: string) => openSecretKeys(test.database, { fromEnvironment, dataDir });

describe("the key of a database", () => {
  it("is made at the first start, in a file only its owner may read, and used again after that", async () => {
    const first = await open();
    expect(((await stat(keyFile())).mode & 0o777).toString(8)).toBe("600");
    const sealed = first.seal("secret", "here");
    const text = await readFile(keyFile(), "utf8");
    await chmod(keyFile(), 0o644);
    expect((await open()).open(sealed, "here").toString()).toBe("secret");
    expect(await readFile(keyFile(), "utf8")).toBe(text);
    expect(((await stat(keyFile())).mode & 0o777).toString(8)).toBe("600");
  });

  it("is one and the same for many processes that start at once", async () => {
    const pools = Array.from({ length: 6 }, () => openDatabase(test.url, { max: 1 }));
    const all = await Promise.all(
      pools.map((pool) => openSecretKeys(pool, { fromEnvironment: undefined, dataDir })),
    );
    await Promise.all(pools.map((pool) => pool.end()));
    expect(new Set(all.map((keys) => keys.currentId)).size).toBe(1);
  });

  it("is never replaced: another one is refused in words, and nothing changes", async () => {
    await open();
    const kept = await readFile(keyFile(), "utf8");
    const foreign = newKey();
    const refusal = await open(foreign).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(SecretsError);
    expect(String(refusal)).toContain("Nothing was changed");
    expect(String(refusal)).not.toContain(foreign);
    await writeFile(keyFile(), foreign);
    await expect(open()).rejects.toThrow("secret.key holds only");
    await writeFile(keyFile(), kept);
    await expect(open()).resolves.toBeDefined();
  });

  it("is asked for when it is missing, not made anew", async () => {
    await open();
    await rm(keyFile());
    await expect(open()).rejects.toThrow(/key of this database is missing.*backup/);
    await expect(stat(keyFile())).rejects.toThrow("ENOENT");
  });

  it.each(["", "short", "not base64 at all, but long enough to be one", `${"A".repeat(43)}=,x`])(
    "is refused when SECRET_KEY is %j, without repeating it",
    async (text) => {
      const refusal = await open(text).catch(String);
      expect(refusal).toContain("SECRET_KEY must hold 32 random bytes");
      if (text.length > 10) expect(refusal).not.toContain(text);
    },
  );

  it("can be changed with the old one behind a comma, and then not without it while it is in use", async () => {
    const [old, next] = [newKey(), newKey()];
    const sealed = (await open(old)).seal("secret", "here");
    const both = await open(`${next},${old}`);
    expect(both.open(sealed, "here").toString()).toBe("secret");
    expect(both.open(both.seal("new", "here"), "here").toString()).toBe("new");
    await expect(open(next)).rejects.toThrow("Nothing was changed");
    await expect(open(old)).rejects.toThrow("Nothing was changed");
    expect((await open(`${old},${next}`)).currentId).not.toBe(both.currentId);
  });
});

describe("data keys", () => {
  const day = "2026-11-23";

  it("are one per flow, day and life, however many ask at once, and open again in another process", async () => {
    const keys = await open();
    const [a, b] = [await addFlow(test.database), await addFlow(test.database)];
    const uses = [
      { ...a, day, life: "owed" },
      { ...a, day, life: "logged" },
      { ...a, day: "2026-11-24", life: "owed" },
      { ...b, day, life: "owed" },
    ] as const;
    const ids = await Promise.all(
      uses.map(async (use) => {
        const asked = Array.from({ length: 5 }, () => new DataKeys(test.database, keys).forWriting(use));
        return new Set((await Promise.all(asked)).map((key) => key.id));
      }),
    );
    expect(ids.map((set) => set.size)).toEqual([1, 1, 1, 1]);
    expect(new Set(ids.flatMap((set) => [...set])).size).toBe(4);

    const key = await new DataKeys(test.database, keys).forWriting(uses[0]);
    const sealed = key.seal(Buffer.from("record \0 \ud800"), "chunk 1");
    const again = await new DataKeys(test.database, await open()).forReading(key.id);
    expect(again.open(sealed, "chunk 1").toString()).toBe(Buffer.from("record \0 \ud800").toString());
    expect(() => again.open(sealed, "chunk 2")).toThrow(SecretsError);
  });

  it("do not open when moved to another flow's row", async () => {
    const keys = new DataKeys(test.database, await open());
    const [a, b] = [await addFlow(test.database), await addFlow(test.database)];
    const of = await Promise.all([a, b].map((flow) => keys.forWriting({ ...flow, day, life: "owed" })));
    await test.database.execute(
      `update data_key set wrapped = (select wrapped from data_key where id = ${of[0]?.id}) where id = ${of[1]?.id}`,
    );
    const elsewhere = new DataKeys(test.database, await open());
    await expect(elsewhere.forReading(of[1]?.id ?? 0)).rejects.toThrow(SecretsError);
  });

  it("take what they encrypted along when they are deleted", async () => {
    const keys = new DataKeys(test.database, await open());
    const key = await keys.forWriting({ ...(await addFlow(test.database)), day, life: "logged" });
    await test.database.execute(`delete from data_key`);
    await expect(new DataKeys(test.database, await open()).forReading(key.id)).rejects.toThrow("was deleted");
  });
});

it("hashes equal texts alike within a workspace, in every process and after a change of SECRET_KEY, and nowhere else", async () => {
  const [old, next] = [newKey(), newKey()];
  const [a, b] = [await addFlow(test.database), await addFlow(test.database)];
  const keys = await open(old);
  const hashes = await Promise.all(
    [1, 2, 3].map(async () => (await openHashKey(test.database, keys, a.workspaceId)).hash("x@y.z")),
  );
  const later = await openHashKey(test.database, await open(`${next},${old}`), a.workspaceId);
  const other = await openHashKey(test.database, keys, b.workspaceId);
  const hex = [...hashes, later.hash("x@y.z")].map((hash) => Buffer.from(hash).toString("hex"));
  expect(new Set(hex).size).toBe(1);
  expect(hex).not.toContain(Buffer.from(other.hash("x@y.z")).toString("hex"));
});
