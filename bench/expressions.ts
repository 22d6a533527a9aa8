import { compile } from "../shared/expression/compile.ts";
import { compileReference } from "../shared/expression/reference.ts";
import { flat, order, predicate, type Subject } from "./expressions/subjects.ts";

/** Rounds in which every way takes its turn; the best of each counts, so that other work on the machine does not. */
const rounds = 60;
const referenceRounds = 5;

interface Times {
  readonly all: number;
  readonly one: number;
  readonly closures: number;
  readonly hand: number;
  readonly reference: number;
}

/** `pnpm bench expressions`: nanoseconds per record and the ratios the project promises. Fails when one is missed. */
export async function bench(_options: readonly string[]): Promise<void> {
  let missed = 0;
  for (const subject of [flat, order, predicate]) {
    await checkEqual(subject);
    missed += report(subject, await measure(subject));
  }
  missed += reportLarge();
  missed += reportCompileTime();
  if (missed > 0) process.exitCode = 1;
}

/** Every way must give the same before any of them is measured. */
async function checkEqual({ name, text, records, hand }: Subject): Promise<void> {
  const reference = compileReference(text);
  const generated = compile(text, { backEnd: "generated" });
  const closures = compile(text, { backEnd: "closures" });
  for (const record of records) {
    const expected = JSON.stringify(await reference(record));
    for (const value of [generated.evaluate(record), closures.evaluate(record), hand(record)]) {
      if (JSON.stringify(value) !== expected)
        throw new Error(`${name}: ${JSON.stringify(value)} is not ${expected}`);
    }
  }
}

async function measure({ text, records, hand }: Subject): Promise<Times> {
  const generated = compile(text, { backEnd: "generated" });
  const closures = compile(text, { backEnd: "closures" });
  const ways = {
    all: () => generated.evaluateAll(records),
    one: () => records.map((record) => generated.evaluate(record)),
    closures: () => closures.evaluateAll(records),
    hand: () => records.map(hand),
  };
  const best = { all: Infinity, one: Infinity, closures: Infinity, hand: Infinity };
  for (let round = 0; round < rounds; round++) {
    for (const way of Object.keys(ways) as (keyof typeof ways)[]) {
      best[way] = Math.min(best[way], time(ways[way]));
    }
  }
  const perRecord = (milliseconds: number): number => (milliseconds * 1e6) / records.length;
  return {
    all: perRecord(best.all),
    one: perRecord(best.one),
    closures: perRecord(best.closures),
    hand: perRecord(best.hand),
    reference: perRecord(await timeReference(text, records)),
  };
}

function time(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

async function timeReference(text: string, records: readonly unknown[]): Promise<number> {
  const reference = compileReference(text);
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < referenceRounds; round++) {
    const start = performance.now();
    for (const record of records) await reference(record);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

function report(subject: Subject, times: Times): number {
  const faster = times.reference / times.all;
  const slower = times.all / times.hand;
  const shown = Object.entries(times).map(([way, value]) => `${way} ${value.toFixed(0)} ns`);
  console.log(`${subject.name}: ${shown.join(", ")}`);
  return (
    verdict(
      `${faster.toFixed(0)} times the reference`,
      `at least ${subject.atLeast}`,
      faster >= subject.atLeast,
    ) +
    verdict(`${slower.toFixed(2)} of hand-written`, `at most ${subject.atMost}`, slower <= subject.atMost) +
    verdict(`${(times.one / times.hand).toFixed(2)} of hand-written one by one`, "told only", true)
  );
}

function verdict(measured: string, promised: string, holds: boolean): number {
  console.log(`  ${holds ? "ok    " : "MISSED"} ${measured} (${promised})`);
  return holds ? 0 : 1;
}

/** Ten times the items may take at most so many times as long: n log n with room for caches and collection. */
const growth = 30;

function reportLarge(): number {
  const cases = [
    { name: "order-by 10,000", text: "$count(items^(>price, sku))", size: 10_000 },
    { name: "group-by 50,000", text: "$count($keys(items{sku: $sum(price)}))", size: 50_000 },
    { name: "group-by 50,000 to one key", text: 'items{"all": $count($)}.all', size: 50_000 },
  ];
  let missed = 0;
  for (const { name, text, size } of cases) {
    const small = bestTime(text, size / 10);
    const large = bestTime(text, size);
    missed += verdict(
      `${name}: ${large.toFixed(1)} ms, a tenth of it ${small.toFixed(1)} ms`,
      `at most ${growth} times as long`,
      large <= small * growth,
    );
  }
  return missed;
}

function bestTime(text: string, size: number): number {
  const expression = compile(text);
  const items = Array.from({ length: size }, (_, index) => ({
    sku: `S${(index * 7919) % 10_007}`,
    price: (index * 104_729) % 9_973,
  }));
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++)
    best = Math.min(
      best,
      time(() => expression.evaluate({ items })),
    );
  return best;
}

function reportCompileTime(): number {
  let best = Number.POSITIVE_INFINITY;
  // Another text each time, so that the cache of compiled expressions does not answer.
  for (let round = 1; round <= 50; round++)
    best = Math.min(
      best,
      time(() => compile(order.text + " ".repeat(round))),
    );
  return verdict(`compiling the order mapping: ${best.toFixed(2)} ms`, "under 1 ms", best < 1);
}
