import { flowSchema } from "../../shared/contract/flow.ts";
import { recordRowSchema } from "../../shared/contract/record.ts";
import { page } from "../../shared/contract/values.ts";
import type { JsonObject } from "../../shared/json.ts";
import { Emitter } from "../emitter.ts";
import { activate, makeFlow, type TestFlow } from "../flows.ts";
import { exactly, type Finding, type Gate, holds, type Stage, sized, told } from "../gate.ts";
import type { Product } from "../product.ts";
import { judge, untilSettled } from "../verdict.ts";
import { WorkerPool } from "../worker-pool.ts";

/** Expressions that do not end, or would take all memory; met only by a record with `poison`. */
const bombs: Readonly<Record<string, string>> = {
  "endless tail recursion": "($f := function() { $f() }; $f())",
  "endless recursion": "($f := function($n) { 1 + $f($n + 1) }; $f(0))",
  "a regex that backtracks": '$match($pad("", 40, "a") & "!", /^(a+)+$/)',
  "a text of 500 MB": '$pad("a", 500000000, "b")',
  "a list of ten million": "$sum([1..10000000])",
  "lists in lists": "[1..1000].([1..1000].[1..1000])",
  "a value that is none": '$error("bad")',
};

/** Values that databases and parsers refuse, which are fine as JSON. */
const odd: readonly JsonObject[] = [
  { pad: "NUL \u0000 inside" },
  { pad: "half a character \ud800" },
  { pad: "x".repeat(200_000) },
  { pad: "y", extra: { __proto__x: 1, constructor: { prototype: 1 } } },
];

/** F6: records that cannot be walked, at the first, a middle and the last place. */
export const poison: Gate = {
  id: "F6",
  fault: "poison records at the first, a middle and the last place",
  async run(stage) {
    const records = sized(stage, { test: 60, small: 300, large: 10_000 });
    const product = await stage.product();
    await WorkerPool.start(stage, product, 2);
    const findings: Finding[] = [];
    const names = stage.size === "test" ? Object.keys(bombs).slice(0, 4) : Object.keys(bombs);
    await Promise.all(
      names.map(async (name) => {
        findings.push(...(await tryBomb(stage, product, name, bombs[name] ?? "", records)));
      }),
    );
    findings.push(...(await tryOddValues(stage, product)));
    return findings;
  },
};

async function tryBomb(
  stage: Stage,
  product: Product,
  name: string,
  bomb: string,
  records: number,
): Promise<Finding[]> {
  const mapping = `poison ? { "ref": ref, "boom": ${bomb} } : { "ref": ref, "source": source, "key": key, "seq": seq }`;
  const flow = await makeFlow(product, stage.ledger, { book: stage.name(), mapping });
  const random = stage.random(name);
  const emitter = new Emitter({ source: name, records, keys: 10, batch: 20, senders: 1, random });
  const made = emitter.make(records);
  // Never one that the filter would take out before.
  const places = [0, Math.floor(records / 2), records - 1].map((place) => nearestKept(made, place));
  const poisoned = new Set(places.map((place) => `${made[place]?.key}:${made[place]?.seq}`));
  const bodies = made.map((record, place) => (places.includes(place) ? { ...record, poison: true } : record));
  await emitter.deliverAll(flow.hookUrl, bodies);
  const expected = (key: string, seq: number) => seq % 5 !== 0 && !poisoned.has(`${key}:${seq}`);
  const found = await judge(stage, product, flow, emitter, { expected, rejected: poisoned.size });
  const again = await redrive(stage, product, flow, emitter);
  return [...found, ...again].map((one) => ({ ...one, what: `${name}: ${one.what}` }));
}

function nearestKept(made: readonly { readonly keep: boolean }[], place: number): number {
  for (let away = 0; away < made.length; away++) {
    for (const near of [place + away, place - away]) if (made[near]?.keep) return near;
  }
  return place;
}

/** The mapping is repaired, and what waited for a person is tried again by one. */
async function redrive(stage: Stage, product: Product, flow: TestFlow, emitter: Emitter): Promise<Finding[]> {
  const path = `/api/flows/${flow.id}`;
  const { graph, revision } = flowSchema.parse(await product.call("GET", path));
  const repaired = JSON.parse(JSON.stringify(graph).replace(/poison \? .*? : \{/, "{"));
  await product.call("PUT", `${path}/draft`, { graph: repaired, revision });
  await activate(product, flow.id);
  const list = async () =>
    page(recordRowSchema).parse(await product.call("GET", `/api/records?flow=${flow.id}&outcome=rejected`))
      .rows;
  const open = await list();
  const reasons = new Set(open.map((row) => row.message));
  for (const { id } of open) await product.call("POST", `/api/records/${id}/retry`);
  await untilRejected(product, flow, emitter, 0);
  const after = await judge(stage, product, flow, emitter, { inOrder: false });
  return [
    holds(
      "says why",
      open.every((row) => row.message.length > 10),
      [...reasons][0]?.slice(0, 60) ?? "nothing",
    ),
    exactly("rejected after it was repaired and tried again", (await list()).length, 0),
    ...after.map((one) => ({ ...one, what: `repaired: ${one.what}` })),
  ];
}

async function untilRejected(
  product: Product,
  flow: TestFlow,
  emitter: Emitter,
  wanted: number,
): Promise<void> {
  for (let waited = 0; waited < 600; waited++) {
    const { rejected } = await untilSettled(product, flow, emitter.accepted);
    if (rejected === wanted) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Values that no database takes as text come through whole, or are refused at the door; nothing stops. */
async function tryOddValues(stage: Stage, product: Product): Promise<Finding[]> {
  const flow = await makeFlow(product, stage.ledger, { book: stage.name() });
  const random = stage.random("odd");
  const emitter = new Emitter({
    source: "odd",
    records: odd.length * 3,
    keys: 3,
    batch: 1,
    senders: 1,
    random,
  });
  const made = emitter.make(odd.length * 3);
  const bodies = made.map((record, place) => ({ ...record, ...odd[place % odd.length] }));
  await emitter.deliverAll(flow.hookUrl, bodies);
  const refused = new Set(emitter.refused);
  const expected = (key: string, seq: number) => seq % 5 !== 0 && !refused.has(`odd:${key}:${seq}`);
  const found = await judge(stage, product, flow, emitter, { expected });
  return [
    told("values refused at the door", `${refused.size} of ${made.length}`),
    ...found.map((one) => ({ ...one, what: `odd values: ${one.what}` })),
  ];
}
