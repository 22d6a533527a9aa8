import { listRuns } from "@trasvase/db/queries/list-runs.ts";
import type { Run } from "@trasvase/shared/contract/run.ts";
import type { Backend } from "./backend.ts";
import type { Events } from "./events.ts";
import { runOf } from "./flows/describe-run.ts";

const everyMs = 700;
/** Runs that change are among the newest. */
const newest = 50;

/** What may have changed between the moment somebody began to listen and the first look. */
const recentMs = 10_000;

function isRecent(run: Run): boolean {
  return run.finishedAt === undefined || Date.now() - Date.parse(run.finishedAt) < recentMs;
}

/**
 * Tells the open editors how runs go on. The workers are other processes, perhaps on other machines: the database is what they all have in
 * common, and it is asked only while somebody is looking.
 */
export function watchRuns(
  { database, log, trouble }: Pick<Backend, "database" | "log" | "trouble">,
  workspaceId: string,
  events: Events,
): () => void {
  let known: Map<string, string> | undefined;
  let isBusy = false;

  async function look(): Promise<void> {
    if (!events.hasListeners(workspaceId)) {
      known = undefined;
      return;
    }
    const runs = (await listRuns(database, workspaceId, { limit: newest })).map(runOf);
    const seen = new Map(runs.map((run) => [run.id, JSON.stringify(run)]));
    const changed = runs.filter((run) => (known ? known.get(run.id) !== seen.get(run.id) : isRecent(run)));
    known = seen;
    for (const run of changed) events.publish(workspaceId, { type: "run", run });
    for (const flow of new Set(changed.map((run) => run.flow))) {
      events.publish(workspaceId, { type: "flow", flow });
    }
  }

  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    look()
      .catch((error: unknown) => {
        if (!trouble.note(error)) log.warn({ error: String(error) }, "The runs could not be looked at.");
      })
      .finally(() => {
        isBusy = false;
      });
  }, everyMs);
  return () => clearInterval(timer);
}
