import { newId } from "@trasvase/db/id.ts";
import { ensureOwner } from "@trasvase/db/queries/ensure-owner.ts";
import { insertConnection } from "@trasvase/db/queries/insert-connection.ts";
import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import { openCallBudget } from "@trasvase/nodes/connectors/call-budget.ts";
import { ConnectorError } from "@trasvase/shared/connector.ts";
import { zeroCounter } from "@trasvase/shared/quota.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSharedCounters } from "./shared-counters.ts";

let test: TestDatabase;
let workspaceId: string;

beforeAll(async () => {
  test = await createTestDatabase();
  ({ workspaceId } = await ensureOwner(test.database));
});
afterAll(() => test.drop());

/** Opens the counters of a new connection as often as there are processes. */
async function makeConnection() {
  const name = `c${newId()}`;
  const rest = { title: name, connector: "exact-online", settings: {}, secrets: null, secretKeyId: null };
  await insertConnection(test.database, { id: newId(), workspaceId, name, ...rest });
  return () => openSharedCounters(test.database, { workspaceId, name });
}

describe("the counters of a connection", () => {
  it("lose no count, however many processes count at once", async () => {
    const open = await makeConnection();
    const countOne = () =>
      open().change(["b", "a"], (present) => ({
        changed: { a: { ...zeroCounter, used: (present.a?.used ?? 0) + 1 } },
        answer: present.a?.used,
      }));
    const seen = await Promise.all(Array.from({ length: 40 }, countOne));
    expect(seen.toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 40 }, (_, i) => i));
  });

  it("keep times to the millisecond", async () => {
    const open = await makeConnection();
    const counter = { used: 3, allowed: 60, since: 1_772_446_562_123, blockedUntil: 1_772_446_600_456 };
    await open().change(["x"], () => ({ changed: { x: counter }, answer: undefined }));
    const read = await open().change(["x", "y"], (present) => ({ changed: {}, answer: present }));
    expect(read).toEqual({ x: counter, y: zeroCounter });
  });

  it("hold a limit that many processes share", async () => {
    const open = await makeConnection();
    const quota = { windows: [{ name: "day", seconds: 86_400, calls: 25 }] };
    const at = Date.UTC(2026, 2, 2, 9, 0, 0);
    const call = async () => {
      const services = { counters: open(), now: () => at, wait: async () => {} };
      const budget = openCallBudget({ system: "Exact Online", services, quota });
      return await budget
        .before({ method: "GET", url: "https://x.example/" }, new AbortController().signal)
        .then(() => "made")
        .catch((error: unknown) => (error instanceof ConnectorError ? error.code : Promise.reject(error)));
    };
    const outcomes = await Promise.all(Array.from({ length: 60 }, call));
    expect(outcomes.filter((one) => one === "made").length).toBe(25);
    expect(outcomes.filter((one) => one === "quota").length).toBe(35);
  });

  it("are all zero where there is no such connection", async () => {
    const counters = openSharedCounters(test.database, { workspaceId, name: "none" });
    expect(await counters.change(["x"], (present) => ({ changed: {}, answer: present.x }))).toEqual(
      zeroCounter,
    );
  });
});
