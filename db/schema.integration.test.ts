import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test?.drop());

describe("schema", () => {
  it("clones", async () => {
    const rows = await test.database.execute(
      sql`select count(*)::int as n from pg_class where relkind = 'r'`,
    );
    expect(rows[0]?.n).toBeGreaterThan(20);
  });
});
