import { setTimeout as sleep } from "node:timers/promises";
import { atMost, exactly, type Gate, holds, sized, told } from "../gate.ts";
import { residentMiB } from "../resident.ts";

const bombs = [
  "($f := function() { $f() }; $f())",
  "($f := function($n) { 1 + $f($n + 1) }; $f(0))",
  '$match($pad("", 40, "a") & "!", /^(a+)+$/)',
  '$pad("a", 500000000, "b")',
  "$sum([1..10000000])",
  "[1..1000].([1..1000].[1..1000])",
  "$map([1..100000], function($v) { $map([1..1000], function($w) { $v * $w }) })",
];

/** F20: expressions that hang, grow or differ ten thousand times, previewed while somebody asks for the server's health. */
export const hostileExpressions: Gate = {
  id: "F20",
  fault: "expressions that hang or grow, and thousands of different ones",
  async run(stage) {
    const different = sized(stage, { test: 60, small: 10_000, large: 100_000 });
    const product = await stage.product();
    const before = await residentMiB(product.program.pid);
    const answers: number[] = [];
    let isOver = false;
    const probing = (async () => {
      while (!isOver) {
        answers.push((await product.health()).tookMs);
        await sleep(20);
      }
    })();
    let failed = 0;
    let refusal = "";
    const preview = async (expression: string) => {
      const graph = graphOf(expression);
      const samples = [{ data: { n: 1 }, readAt: new Date().toISOString() }];
      await product.call("POST", "/api/preview", { graph, samples }).catch((error: unknown) => {
        failed++;
        refusal = String(error);
      });
    };
    for (let number = 0; number < different; number++) {
      await preview(`n + ${number} & "${"x".repeat(number % 50)}"`);
      if (number % Math.ceil(different / bombs.length) === 0) {
        await preview(bombs[Math.floor(number / Math.ceil(different / bombs.length))] ?? "n");
      }
    }
    isOver = true;
    await probing;
    if (failed > 0) stage.say(refusal.slice(0, 500));
    answers.sort((a, b) => a - b);
    const slowest = answers.at(-1) ?? 0;
    const p99 = answers[Math.floor(answers.length * 0.99)] ?? 0;
    const what = "slowest answer of health";
    return [
      told("different expressions", different),
      told("expressions that do not end", bombs.length),
      exactly("previews that were not answered", failed, 0),
      holds("the server is the same process as at the start", product.program.isAlive()),
      told("p99 of health", `${Math.round(p99)} ms`),
      stage.size === "test" ? told(what, `${Math.round(slowest)} ms`) : atMost(what, slowest, 100, " ms"),
      told("memory of the server", `${before} → ${await residentMiB(product.program.pid)} MiB`),
    ];
  },
};

function graphOf(expression: string) {
  return {
    format: 1,
    name: "Expressions",
    nodes: {
      in: { type: "source", config: { connection: "", resource: "" } },
      map: { type: "mapping", config: { expression: `{ "value": ${expression} }` } },
    },
    edges: [{ from: "in", to: "map" }],
    tables: {},
    layout: {},
  };
}
