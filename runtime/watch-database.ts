import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@trasvase/db/client.ts";
import { DatabaseError } from "@trasvase/db/database-error.ts";
import { noteSeen } from "@trasvase/db/queries/note-seen.ts";
import type { DatabaseTrouble } from "./database-trouble.ts";

/** How often it is tried whether something can be stored, and how often while something is wrong. */
const everyMs = 5_000;
const inTroubleMs = 1_000;

/** Tries again and again whether the database stores what it is given, and tells what it finds. Answers the function that ends it. */
export function watchDatabase(database: Database, trouble: DatabaseTrouble): () => Promise<void> {
  const stopping = new AbortController();
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await noteSeen(database);
        trouble.lookAtDisk();
        trouble.over();
      } catch (error) {
        trouble.note(error);
      }
      const pauseMs = trouble.current() ? inTroubleMs : everyMs;
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return async () => {
    stopping.abort();
    await watching;
  };
}

/**
 * Does something that needs the database as soon as it answers, however long that takes. Other failures are thrown at once, a refused
 * sign-in as {@link DatabaseError}.
 */
export async function whenDatabaseAnswers<Result>(
  trouble: DatabaseTrouble,
  work: () => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  for (;;) {
    try {
      const result = await work();
      trouble.over();
      return result;
    } catch (error) {
      if (!trouble.note(error)) throw error;
      const fault = trouble.current();
      if (fault?.state === "refused") throw new DatabaseError(fault.message, { cause: error });
    }
    await sleep(inTroubleMs, undefined, { signal });
  }
}
