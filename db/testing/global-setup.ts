import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrateDatabase, openDatabase } from "../client.ts";
import { migrationsFolder } from "../clone-root.ts";
import { type EmbeddedServer, startEmbedded } from "../embedded.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the tests' server; its own database is only for making others. */
    database: string;
  }
}

/** One server for all integration tests, with a migrated database that each test file clones. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  let folder: string | undefined;
  let server: EmbeddedServer | undefined;
  const tearDown = async () => {
    await server?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  };
  try {
    folder = await mkdtemp(join(tmpdir(), "trasvase-test-"));
    server = await startEmbedded({ dataDir: folder });
    await makeTemplate(server.url);
  } catch (error) {
    await tearDown();
    const cause = error instanceof Error ? error.message : String(error);
    // Vitest itself only reports "No test files found".
    throw new Error(`NO INTEGRATION TEST WAS RUN: the database for them could not be set up. ${cause}`, {
      cause: error,
    });
  }
  project.provide("database", server.url);
  return tearDown;
}

async function makeTemplate(serverUrl: string): Promise<void> {
  const server = openDatabase(serverUrl, { max: 1 });
  await server.execute(`create database template_test`);
  await server.end();
  const url = new URL(serverUrl);
  url.pathname = "/template_test";
  await migrateDatabase(url.href, migrationsFolder());
}
