import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { type Database, openDatabase } from "../client.ts";

/** A migrated, empty database of a test file's own. */
export interface TestDatabase {
  readonly url: string;
  readonly database: Database;
  /** Closes it and removes it, whoever is still connected. */
  drop(): Promise<void>;
}

/**
 * Clones the template (about 50 ms), or makes one with nothing in it. Call in `beforeAll` of a `*.integration.test.ts` and `drop()` in
 * `afterAll`.
 */
export async function createTestDatabase(
  template: "template_test" | "template0" = "template_test",
): Promise<TestDatabase> {
  const serverUrl = inject("database");
  const name = `test_${randomBytes(8).toString("hex")}`;
  await onServer(serverUrl, `create database ${name} template ${template}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const database = openDatabase(url.href, { max: 4, applicationName: "trasvase test" });
  return {
    url: url.href,
    database,
    async drop() {
      await database.end();
      await onServer(serverUrl, `drop database ${name} with (force)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const server = openDatabase(url, { max: 1, applicationName: "trasvase test" });
  try {
    await server.execute(statement);
  } finally {
    await server.end();
  }
}
