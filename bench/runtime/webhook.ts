import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openDatabase } from "../../db/client.ts";
import { type Conservation, readConservation } from "../../runtime/engine/conservation.ts";
import { parseGraph } from "../../shared/graph.ts";
import type { JsonObject } from "../../shared/json.ts";
import { makeOrders } from "../walk/orders.ts";
import { type Answered, type PushLoad, pushFor, quantile } from "./push-load.ts";
import { makeDataFolder, removeFolder, startServer } from "./server.ts";
import { cpuOf, memoryOf } from "./usage.ts";

/** How the webhook is loaded. */
export interface WebhookLoad {
  readonly burstSeconds: number;
  readonly steadySeconds: number;
  /** Requests per second of the steady part. */
  readonly rate: number;
  readonly workers: number;
}

const connections = 50;

/**
 * Orders of 1 kB pushed one per request → filter (65 % kept) → mapping → HTTP sink. First as fast as they are accepted, then, with the
 * queue empty, at a steady rate whatever the answers do.
 */
export async function benchWebhook(load: WebhookLoad, print: (line: string) => void): Promise<void> {
  const folder = await makeDataFolder();
  const sink = await startSink();
  const server = await startServer(folder, { WORKERS: String(load.workers) });
  const database = openDatabase(server.databaseUrl, { max: 1, applicationName: "bench" });
  try {
    await server.addConnection("in", "webhook", {});
    await server.addConnection("sink", "http", { baseUrl: `http://127.0.0.1:${sink.port}` });
    const flow = await server.addFlow(await makeGraph());
    const url = new URL(flow.hookUrl ?? "");
    const body = bodies();
    const sums = () => readConservation(database, flow.id);
    await pushFor({ url, connections, seconds: 3, first: 0, body });
    await drained(sums);

    const before = cpuOf(server.pid);
    const burst = await pushed({ url, connections, seconds: load.burstSeconds, first: 1_000_000, body });
    const waiting = (await sums()).inFlight;
    print(
      `burst     ${load.burstSeconds} s, ${connections} connections: ${perSecond(burst.accepted.length, load.burstSeconds)} accepted/s, each stored with fsync (p50 ${ms(burst.p50)}, p99 ${ms(burst.p99)}); ${burst.refused} refused, ${waiting} still queued at the end`,
    );
    const drainedIn = await drained(sums);
    print(
      `          drained in ${(drainedIn / 1000).toFixed(1)} s; processor time per record: ${cost(before, cpuOf(server.pid), burst.accepted.length)}`,
    );
    print(`          ${await settlement(sink, burst.accepted, await sums())}`);

    await steady({ load, server, sums, sink, url, body, print });
  } finally {
    await database.end();
    await server.stop();
    sink.process.disconnect();
    await removeFolder(folder);
  }
}

async function steady(parts: {
  readonly load: WebhookLoad;
  readonly server: { readonly pid: number };
  readonly sums: () => Promise<Conservation>;
  readonly sink: Sink;
  readonly url: URL;
  readonly body: PushLoad["body"];
  readonly print: (line: string) => void;
}): Promise<void> {
  const { body, load, print, server, sink, sums, url } = parts;
  const { rate, steadySeconds: seconds } = load;
  const memory: number[] = [];
  const backlog: number[] = [];
  const look = setInterval(() => {
    memory.push(total(memoryOf(server.pid)));
    void sums().then(({ inFlight }) => backlog.push(inFlight));
  }, 5_000);
  const cpu = cpuOf(server.pid);
  const settledBefore = settledOf(await sums());
  const first = 2_000_000;
  const { accepted, p50, p99, refused } = await pushed({ url, connections, seconds, rate, first, body });
  const settled = settledOf(await sums()) - settledBefore;
  clearInterval(look);
  print(
    `steady    ${seconds} s, ${rate} due/s: ${perSecond(accepted.length, seconds)} accepted/s (p50 ${ms(p50)}, p99 ${ms(p99)}), ${perSecond(settled, seconds)} settled/s; ${refused} refused, at most ${Math.max(...backlog, 0)} waiting`,
  );
  await drained(sums);
  print(`          processor time per record: ${cost(cpu, cpuOf(server.pid), accepted.length)}`);
  print(`          memory of everything: ${memory.map((mib) => mib.toFixed(0)).join(" ")} MiB, every 5 s`);
  print(`          ${await settlement(sink, accepted, await sums())}`);
}

function settledOf({ done, filtered, rejected }: Conservation): number {
  return done + filtered + rejected;
}

interface Pushes {
  readonly accepted: readonly Answered[];
  readonly refused: number;
  readonly p50: number;
  readonly p99: number;
}

async function pushed(load: PushLoad): Promise<Pushes> {
  const answered = await pushFor(load);
  const accepted = answered.filter(({ status }) => status === 202);
  const latencies = accepted.map(({ latencyMs }) => latencyMs);
  return {
    accepted,
    refused: answered.length - accepted.length,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
  };
}

function kept(number: number): boolean {
  return number % 20 < 13;
}

async function makeGraph(): Promise<JsonObject> {
  const walk = JSON.parse(await readFile(new URL("../walk/flow.json", import.meta.url), "utf8"));
  const mapping = parseGraph(walk).graph?.nodes.toErp;
  if (!mapping) throw new Error("bench/walk/flow.json has no mapping any more.");
  return {
    format: 1,
    name: "Bench: pushed orders to HTTP",
    nodes: {
      orders: { type: "source", config: { connection: "in", resource: "records", key: "id" } },
      paid: { type: "filter", config: { keep: "number % 20 < 13" } },
      toErp: { type: "mapping", config: { expression: String(mapping.config.expression) } },
      erp: {
        type: "destination",
        config: { connection: "sink", resource: "records", options: { createPath: "/orders" } },
      },
    },
    edges: [
      { from: "orders", to: "paid" },
      { from: "paid", port: "kept", to: "toErp" },
      { from: "toErp", to: "erp" },
    ],
    tables: {},
    layout: {},
  };
}

/** Orders as texts, each with its own number; all but that is made beforehand. */
function bodies(): PushLoad["body"] {
  const texts = [...makeOrders(500)].map(({ id: _, number: __, ...rest }) => JSON.stringify(rest).slice(1));
  return (number) => `{"id":"W-${number}","number":${number},${texts[number % texts.length]}`;
}

interface Sink {
  readonly process: ChildProcess;
  readonly port: number;
}

async function startSink(): Promise<Sink> {
  const process = fork(fileURLToPath(new URL("./sink.mjs", import.meta.url)), [], { execArgv: [] });
  const [{ port }] = (await once(process, "message")) as [{ port: number }];
  return { process, port };
}

/** Waits until nothing is queued or owed; answers how long that took. */
async function drained(sums: () => Promise<Conservation>): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const { inFlight } = await sums();
    if (inFlight === 0) return performance.now() - begun;
    await sleep(100);
  }
}

/** What was accepted must be in the counts, and what the filter keeps must have arrived. */
async function settlement(sink: Sink, accepted: readonly Answered[], sums: Conservation): Promise<string> {
  const numbers = accepted.map(({ number }) => number).sort((a, b) => a - b);
  const wanted = numbers.filter(kept).length;
  sink.process.send({ from: numbers[0] ?? 0, to: (numbers.at(-1) ?? 0) + 1 });
  const [{ distinct, doubled }] = (await once(sink.process, "message")) as [
    { distinct: number; doubled: number },
  ];
  return `accepted ${numbers.length}, kept ${wanted}, arrived ${distinct}: ${wanted - distinct} lost, ${doubled} doubled; unaccounted for ${sums.difference}`;
}

function total(of: Readonly<Record<string, number>>): number {
  return Object.values(of).reduce((sum, one) => sum + one, 0);
}

function cost(before: ReturnType<typeof cpuOf>, after: ReturnType<typeof cpuOf>, records: number): string {
  const part = (role: keyof typeof before) =>
    `${role} ${(((after[role] - before[role]) * 1000) / records).toFixed(0)} µs`;
  return `${part("server")}, ${part("workers")}, ${part("database")}`;
}

function perSecond(count: number, seconds: number): string {
  return Math.round(count / seconds).toLocaleString("en");
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(1)} ms`;
}
