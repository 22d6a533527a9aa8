import { randomBytes } from "node:crypto";
import { newId } from "@trasvase/db/id.ts";
import { findConnection } from "@trasvase/db/queries/find-connection.ts";
import { findSealedOtherwise } from "@trasvase/db/queries/find-sealed.ts";
import { findSecretKeys } from "@trasvase/db/queries/find-secret-keys.ts";
import { insertConnection } from "@trasvase/db/queries/insert-connection.ts";
import { addFlow } from "@trasvase/db/testing/add-flow.ts";
import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSecrets, sealSecrets } from "./connections/seal-secrets.ts";
import { tokensContext } from "./connections/token-store.ts";
import { DataKeys } from "./data-keys.ts";
import { hookUrl, makeHookToken } from "./hooks/hook-token.ts";
import { rewrap } from "./rewrap.ts";
import { openHashKey, openSecretKeys, SecretKeys } from "./secrets.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const before = randomBytes(32).toString("base64");
const after = randomBytes(32).toString("base64");
const openWith = (text: string) =>
  openSecretKeys(test.database, { fromEnvironment: text, dataDir: "/nowhere" });

describe("a change of SECRET_KEY", () => {
  it("seals everything anew; afterwards the old key is needed for nothing, and nothing has become unreadable", async () => {
    const { database } = test;
    const old = await openWith(before);
    const { flowId, workspaceId } = await addFlow(database);
    const use = { workspaceId, flowId, day: "2026-11-23", life: "owed" as const };
    const payload = (await new DataKeys(database, old).forWriting(use)).seal(
      Buffer.from("a payload"),
      "here",
    );
    const hashed = (await openHashKey(database, old, workspaceId)).hash("anna@mail.example");
    const id = newId();
    await insertConnection(database, {
      id,
      workspaceId,
      name: "erp",
      title: "ERP",
      connector: "http",
      settings: {},
      secrets: sealSecrets(old, { workspaceId, id }, { token: { text: "hunter2", setAt: "2026-01-01" } }),
      secretKeyId: old.currentId,
    });
    const tokens = old.seal('{"access":"a"}', tokensContext(workspaceId, id));
    await database.execute(sql`update connection set tokens = ${tokens} where id = ${id}`);
    const hook = makeHookToken(old, { id: flowId, workspaceId });
    await database.execute(
      sql`update flow set settings = ${JSON.stringify({ ...hook.settings, start: 1 })}::json where id = ${flowId}`,
    );
    const address = (keys: SecretKeys, settings: unknown) =>
      hookUrl(keys, new URL("http://here"), { id: flowId, workspaceId, settings, hookTokenHash: hook.hash })
        ?.href;

    const both = await openWith(`${after},${before}`);
    const { resealed, retired } = await rewrap(database, both);

    expect(resealed).toBe(5);
    expect(retired).toEqual([old.currentId]);
    const fresh = await openWith(after);
    expect([...(await findSecretKeys(database)).keys()]).toEqual([fresh.currentId]);
    expect(await findSealedOtherwise(database, fresh.prefix, 10)).toEqual([]);
    const key = await new DataKeys(database, fresh).forWriting(use);
    expect(key.open(payload, "here").toString()).toBe("a payload");
    expect((await openHashKey(database, fresh, workspaceId)).hash("anna@mail.example")).toEqual(hashed);
    const connection = await findConnection(database, workspaceId, "erp");
    if (!connection?.tokens) throw new Error("The tokens are gone.");
    expect(openSecrets(fresh, connection).token?.reveal()).toBe("hunter2");
    expect(fresh.open(connection.tokens, tokensContext(workspaceId, id)).toString()).toBe('{"access":"a"}');
    const [flow] = await database.execute<{ settings: unknown }>(
      sql`select settings from flow where id = ${flowId}`,
    );
    expect(flow?.settings).toMatchObject({ start: 1 });
    expect(address(fresh, flow?.settings)).toBe(address(old, hook.settings));
    expect(await rewrap(database, fresh)).toEqual({ resealed: 0, retired: [] });
  });

  it("changes nothing when a key is missing, and says which", async () => {
    const other = new SecretKeys(randomBytes(32));
    await expect(rewrap(test.database, other)).rejects.toThrow(/SECRET_KEY does not hold/);
  });
});
