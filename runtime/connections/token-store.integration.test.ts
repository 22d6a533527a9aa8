import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "@trasvase/db/id.ts";
import { ensureOwner } from "@trasvase/db/queries/ensure-owner.ts";
import { insertConnection } from "@trasvase/db/queries/insert-connection.ts";
import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SecretKeys } from "../secrets.ts";
import { openTokenStore } from "./token-store.ts";

let test: TestDatabase;
let workspaceId: string;
const keys = new SecretKeys(randomBytes(32));

beforeAll(async () => {
  test = await createTestDatabase();
  ({ workspaceId } = await ensureOwner(test.database));
});
afterAll(() => test.drop());

async function makeConnection() {
  const name = `c${newId()}`;
  const rest = { title: name, connector: "exact-online", settings: {}, secrets: null, secretKeyId: null };
  await insertConnection(test.database, { id: newId(), workspaceId, name, ...rest });
  // A store of its own for each process that uses the connection.
  return () => openTokenStore(test.database, keys, { workspaceId, name });
}

describe("the tokens of a connection", () => {
  it("are nothing at first, and then what was stored last, for every process", async () => {
    const open = await makeConnection();
    expect(await open().read()).toBeUndefined();
    expect(await open().refresh(async (stored) => ({ access: "a", before: stored ?? null }))).toEqual({
      access: "a",
      before: null,
    });
    expect(await open().read()).toEqual({ access: "a", before: null });
  });

  it("are refreshed by one process at a time, each seeing what the one before stored", async () => {
    const open = await makeConnection();
    let inside = 0;
    const together = await Promise.all(
      Array.from({ length: 5 }, () =>
        open().refresh(async (stored) => {
          inside++;
          expect(inside).toBe(1);
          await sleep(20);
          inside--;
          return { count: Number(stored?.count ?? 0) + 1 };
        }),
      ),
    );
    expect(together.map((one) => one.count).sort()).toEqual([1, 2, 3, 4, 5]);
    expect(await open().read()).toEqual({ count: 5 });
  });

  it("are sealed in the database", async () => {
    const open = await makeConnection();
    await open().refresh(async () => ({ access: "canary-token" }));
    const rows = await test.database.execute<{ tokens: Uint8Array | null }>(
      sql`select tokens from connection`,
    );
    for (const { tokens } of rows)
      expect(Buffer.from(tokens ?? []).toString("latin1")).not.toContain("canary");
  });

  it("stay as they were when a refresh fails, and the next one need not wait", async () => {
    const open = await makeConnection();
    await open().refresh(async () => ({ access: "good" }));
    await expect(
      open().refresh(async () => {
        throw new Error("The system refused.");
      }),
    ).rejects.toThrow("The system refused.");
    const started = Date.now();
    await open().refresh(async (stored) => stored ?? {});
    expect(Date.now() - started).toBeLessThan(5_000);
    expect(await open().read()).toEqual({ access: "good" });
  });

  it("of a process that lost its lease do not replace those of the one that has it", async () => {
    const open = await makeConnection();
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const slow = open().refresh(async () => {
      await held;
      return { from: "slow" };
    });
    await sleep(100);
    await test.database.execute(sql`update connection_lease set lease_until = now() - interval '1 second'`);
    await open().refresh(async () => ({ from: "quick" }));
    letGo();
    expect(await slow).toEqual({ from: "quick" });
    expect(await open().read()).toEqual({ from: "quick" });
  });

  it("of a connection that is gone cannot be asked for", async () => {
    const store = openTokenStore(test.database, keys, { workspaceId, name: "none" });
    await expect(store.read()).rejects.toMatchObject({ kind: "broken", code: "no-connection" });
    await expect(store.refresh(async () => ({}))).rejects.toMatchObject({ code: "no-connection" });
  });
});
