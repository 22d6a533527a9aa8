import { settleIn } from "@trasvase/db/queries/settle-in.ts";
import { createApp } from "./app.ts";
import { makeSignInLink } from "./auth/sign-in-link.ts";
import type { Backend } from "./backend.ts";
import { installDemo } from "./demo/install.ts";
import { openSandboxes } from "./demo/sandboxes.ts";
import { limitsOf, makeEngine } from "./engine/engine.ts";
import { type Events, makeEvents } from "./events.ts";
import { openEngineAccess } from "./open-engine-access.ts";
import { rewrap } from "./rewrap.ts";
import type { ServerContext } from "./server-context.ts";
import { leaveNote, removeNote } from "./server-note.ts";
import { makeServices } from "./services.ts";
import type { Workers } from "./supervise.ts";
import { systems } from "./systems.ts";
import { watchDatabase } from "./watch-database.ts";
import { watchRuns } from "./watch-runs.ts";
import { startWorkers } from "./workers.ts";

/** Everything beside the app that lives as long as the server: workers, sandboxes, live events. */
export interface Serving {
  readonly backend: Backend;
  readonly events: Events;
  readonly workers: Workers;
  readonly sandboxes: ServerContext["sandboxes"];
  readonly sandboxUrl: string | undefined;
  /** A link that signs the owner in once. */
  makeSignInLink(): Promise<URL>;
  stop(): Promise<void>;
}

/** Starts what works beside the app, with the demo at the first start. `url` is where this machine reaches the server. */
export async function startServing(
  backend: Backend,
  url: URL,
  tell: (message: string) => void,
): Promise<Serving> {
  const { settings, database, databaseUrl, log, owner } = backend;
  const sandboxUrl = settings.demo ? new URL("/sandbox/", url).href : undefined;
  const sandboxes: ServerContext["sandboxes"] = settings.demo ? await openSandboxes(settings) : new Map();
  if (settings.demo) await installDemo(backend, url, tell);
  await noticeCopies(backend, tell);
  await changeKeys(backend, tell);
  const events = makeEvents();
  const workers = startWorkers({ settings, databaseUrl, sandboxUrl }, log);
  tell(`Started ${settings.workers} ${settings.workers === 1 ? "worker" : "workers"}.`);
  const stopWatching = watchRuns(backend, owner.workspaceId, events);
  const stopWatchingDatabase = watchDatabase(database, backend.trouble);
  await leaveNote(settings, { pid: process.pid, url: url.href, databaseUrl });
  return {
    backend,
    events,
    workers,
    sandboxes,
    sandboxUrl,
    makeSignInLink: () => makeSignInLink(database, owner.userId, settings.baseUrl ?? url),
    async stop() {
      stopWatching();
      await stopWatchingDatabase();
      await removeNote(settings);
      await workers.stop();
    },
  };
}

/** What an older SECRET_KEY sealed is sealed with the newest before anything works with it. */
async function changeKeys({ database, keys }: Backend, tell: (message: string) => void): Promise<void> {
  const { resealed, retired } = await rewrap(database, keys);
  if (resealed > 0) tell(`Sealed ${resealed} secrets and keys anew with the newest SECRET_KEY.`);
  if (retired.length === 0) return;
  tell(
    `Nothing needs the older ${retired.length === 1 ? "key" : "keys"} ${retired.join(" and ")} any more. Take ${retired.length === 1 ? "it" : "them"} out of SECRET_KEY once every server and worker of this database was started with the newest one.`,
  );
}

const copied =
  "This database is a copy, or was restored from a backup. What waits in this flow may have been sent already, or is being sent by the original. Look at what waits, make sure that the original does not run, and resume the flow.";

/** A copy or a restored backup sends nothing before a person has looked. */
async function noticeCopies(
  { database, folderIdentity }: Backend,
  tell: (message: string) => void,
): Promise<void> {
  const paused = await settleIn(database, folderIdentity, copied);
  if (paused === undefined) return;
  tell(
    `This database is a copy, or was restored from a backup: it was used in another place before. ${paused.length === 0 ? "No flow was active." : `Its active flows are paused until somebody resumes them: ${paused.join(", ")}.`}`,
  );
}

/** The app on top of it, with an engine of its own. In development it is made anew whenever a source of it changes. */
export function openApp(serving: Serving, editorFolder: string | undefined) {
  const { backend, events, workers, sandboxes, sandboxUrl } = serving;
  const { settings, database, keys, log, trouble } = backend;
  const engine = makeEngine({
    database,
    keys,
    log,
    trouble,
    systems,
    servicesFor: makeServices({ database, keys, log, settings, sandboxUrl }),
    limits: limitsOf(settings),
  });
  return createApp({
    settings,
    database,
    keys,
    log,
    trouble,
    events,
    engine: openEngineAccess(engine),
    catalogue: systems,
    editorFolder,
    sandboxes,
    liveWorkers: () => workers.live(),
  });
}
