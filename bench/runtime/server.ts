import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseReady } from "../../runtime/ready-line.ts";
import { readNote } from "../../runtime/server-note.ts";
import type { Activation } from "../../shared/contract/activation.ts";
import type { Flow } from "../../shared/contract/flow.ts";
import type { Run } from "../../shared/contract/run.ts";
import type { JsonObject } from "../../shared/json.ts";

const entry = fileURLToPath(new URL("../../trasvase.mjs", import.meta.url));

/** A served Trasvase from the built tree, with what a bench asks of it. */
export interface BenchServer {
  readonly pid: number;
  readonly url: URL;
  readonly dataDir: string;
  /** Of its database; for looking only. */
  readonly databaseUrl: string;
  /** Milliseconds from starting the process to its ready line. */
  readonly startedInMs: number;
  /** Of the session, for a browser. */
  readonly cookie: string;
  api<Answer>(method: string, path: string, body?: unknown): Promise<Answer>;
  addConnection(
    name: string,
    connector: string,
    settings: JsonObject,
    secrets?: Readonly<Record<string, string>>,
  ): Promise<void>;
  /** Makes a flow of a graph and activates it, reading from the beginning. */
  addFlow(graph: JsonObject): Promise<Flow>;
  startRun(flow: string): Promise<Run>;
  stop(): Promise<void>;
}

/** A folder that the database's own account may enter. */
export async function makeDataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "trasvase-bench-"));
  await chmod(folder, 0o711);
  return folder;
}

export function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}

/** Starts the server on a data folder, as a person would but for its settings. */
export async function startServer(
  dataDir: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<BenchServer> {
  const begun = performance.now();
  const child = spawn(process.execPath, [entry, "serve"], {
    env: {
      ...process.env,
      PORT: "0",
      DATA_DIR: dataDir,
      DEMO: "false",
      ALLOW_PRIVATE_NETWORK: "true",
      LOG_LEVEL: "warn",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ready = await readyOf(child);
  const startedInMs = performance.now() - begun;
  const note = await readNote({ dataDir });
  if (!note || child.pid === undefined) throw new Error("The server left no note.");
  const { api, cookie } = await signIn(ready.url, ready.signIn);
  return {
    pid: child.pid,
    url: ready.url,
    dataDir,
    databaseUrl: note.databaseUrl,
    startedInMs,
    cookie,
    api,
    async addConnection(name, connector, settings, secrets = {}) {
      await api("POST", "/connections", { name, title: name, connector, settings, secrets });
    },
    addFlow: (graph) => addFlow(api, graph),
    startRun: (flow) => api("POST", `/flows/${flow}/runs`),
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function readyOf(child: ChildProcess) {
  let said = "";
  let complained = "";
  child.stderr?.on("data", (data) => {
    complained = `${complained}${data}`.slice(-4000);
    if (process.env.BENCH_VERBOSE) process.stderr.write(String(data));
  });
  return await new Promise<{ readonly url: URL; readonly signIn: URL }>((resolve, reject) => {
    child.stdout?.on("data", (data) => {
      said += data;
      const ready = parseReady(said);
      if (ready) resolve(ready);
    });
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}:\n${complained}`)));
  });
}

type Api = BenchServer["api"];

async function signIn(url: URL, link: URL): Promise<{ readonly api: Api; readonly cookie: string }> {
  const answer = await fetch(link, { redirect: "manual" });
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  const api = async <Answer>(method: string, path: string, body?: unknown) => {
    const response = await fetch(new URL(`/api${path}`, url), {
      method,
      headers: { cookie, origin: url.origin, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok)
      throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  };
  return { api, cookie };
}

async function addFlow(api: Api, graph: JsonObject): Promise<Flow> {
  const { id, revision } = await api<Flow>("POST", "/flows", { file: graph });
  const activation = await api<Activation>("GET", `/flows/${id}/activation`);
  return await api<Flow>("POST", `/flows/${id}/activate`, {
    revision,
    confirmed: activation.checks.flatMap((check) => (check.level === "confirm" ? [check.code] : [])),
    ...(activation.asksStart ? { start: { from: "everything" } } : {}),
  });
}
