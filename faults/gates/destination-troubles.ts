import { setTimeout as sleep } from "node:timers/promises";
import { Emitter } from "../emitter.ts";
import { makeFlow, type TestFlow } from "../flows.ts";
import { atMost, type Finding, type Gate, type Stage, sized, told } from "../gate.ts";
import type { Trouble } from "../ledger/trouble.ts";
import type { Product } from "../product.ts";
import { judge } from "../verdict.ts";
import { WorkerPool } from "../worker-pool.ts";

const kinds: readonly { readonly kind: Trouble["kind"]; readonly ms: number }[] = [
  { kind: "500", ms: 0 },
  { kind: "500-after", ms: 0 },
  { kind: "429", ms: 1_000 },
  { kind: "reset", ms: 0 },
  { kind: "drop", ms: 0 },
  { kind: "hang", ms: 0 },
  { kind: "slow", ms: 400 },
  // 1 byte at a time: slower than the call may last.
  { kind: "trickle", ms: 25 },
];

/** F5: every way a destination can misbehave, one flow each, and a flow beside them whose destination is well. */
export const destinationTroubles: Gate = {
  id: "F5",
  fault: "destination slow, 500, 429, reset, or silent after it did commit",
  async run(stage) {
    const records = sized(stage, { test: 60, small: 600, large: 20_000 });
    const product = await stage.product();
    const pool = await WorkerPool.start(stage, product, 2);
    const alone = await sendSteadily(stage, product, records);
    const memoryBefore = await pool.residentMiB();
    const troubled: { readonly flow: TestFlow; readonly emitter: Emitter; readonly kind: string }[] = [];
    const sending: Promise<void>[] = [];
    for (const { kind, ms } of kinds) {
      const book = stage.name();
      await stage.ledger.control({
        book,
        troubles: [{ kind, ms, rate: 0.1 }],
        seed: `${stage.seed} ${kind}`,
      });
      const flow = await makeFlow(product, stage.ledger, { book });
      const random = stage.random(kind);
      const emitter = new Emitter({ source: kind, records, keys: 30, batch: 20, senders: 2, random });
      troubled.push({ flow, emitter, kind });
      sending.push(emitter.sendAll(flow.hookUrl));
    }
    const beside = await sendSteadily(stage, product, records);
    await Promise.all(sending);
    const findings: Finding[] = [];
    for (const { emitter, flow, kind } of troubled) {
      const own = await judge(stage, product, flow, emitter);
      findings.push(...own.map((one) => ({ ...one, what: `${kind}: ${one.what}` })));
    }
    const ratio = beside.p95Ms / Math.max(1, alone.p95Ms);
    const what = "p95 of a healthy flow beside them, times its p95 alone";
    return [
      told("records of each flow", records),
      told("p95 from acceptance to arrival, alone", `${Math.round(alone.p95Ms)} ms`),
      told("p95 beside the troubled flows", `${Math.round(beside.p95Ms)} ms`),
      stage.size === "test" ? told(what, ratio) : atMost(what, ratio, 2),
      told("memory of the workers before and after", `${memoryBefore} → ${await pool.residentMiB()} MiB`),
      ...alone.findings,
      ...beside.findings,
      ...findings,
    ];
  },
};

/** A healthy flow under a light load, and how long its records take from being accepted to arriving. */
async function sendSteadily(
  stage: Stage,
  product: Product,
  records: number,
): Promise<{ readonly p95Ms: number; readonly findings: readonly Finding[] }> {
  const flow = await makeFlow(product, stage.ledger, { book: stage.name() });
  const random = stage.random(flow.book);
  const emitter = new Emitter({ source: flow.book, records, keys: 30, batch: 5, senders: 1, random });
  const took: number[] = [];
  const deliveries = Math.ceil(records / 5);
  for (let number = 0; number < Math.min(deliveries, 200); number++) {
    const [first] = await emitter.sendOne(flow.hookUrl);
    const started = performance.now();
    if (first?.keep) {
      while (!(await stage.ledger.has(flow.book, first.ref))) await sleep(5);
      took.push(performance.now() - started);
    }
  }
  took.sort((a, b) => a - b);
  return {
    p95Ms: took[Math.floor(took.length * 0.95)] ?? 0,
    findings: await judge(stage, product, flow, emitter),
  };
}
