import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import { afterAll, beforeAll, describe } from "vitest";
import { makeFlow } from "../testing/make-flow.ts";
import { testQueue } from "../testing/queue-suite.ts";
import { makePostgresQueue } from "./postgres-queue.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

describe("the queue in PostgreSQL", () => {
  testQueue(() => ({
    queue: makePostgresQueue(test.database),
    database: test.database,
    makeFlow: () => makeFlow(test.database),
  }));
});
