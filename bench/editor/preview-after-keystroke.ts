import { quantile } from "../runtime/push-load.ts";
import type { Measurement } from "./measurement.ts";
import { openExpression, openStep } from "./open-step.ts";
import { largeOrder, makeFlow, probedMapping } from "./sample-flow.ts";
import { untilShown } from "./until-shown.ts";

const keystrokes = 40;

/** P8: from a key in the first of six pure steps to its result on the screen, with the pause that groups keystrokes. */
export const previewAfterKeystroke: Measurement = {
  id: "P8",
  title: "keystroke → preview of pure steps, order of 100 lines and 17 kB, 6 steps",
  async measure(bench) {
    const flow = await makeFlow(bench.server, "P8", {
      records: [largeOrder("A"), largeOrder("B")],
      steps: [
        { type: "mapping", config: { expression: probedMapping } },
        { type: "filter", config: { keep: "$count(Lines) > 0" } },
        { type: "mapping", config: { expression: '$merge([$, { "Heavy": Lines[Quantity > 3].Item }])' } },
        { type: "router", config: { mode: "first", branches: [{ name: "es", when: "Total > 0" }] } },
        { type: "mapping", config: { expression: "$ ~> |Lines|{ 'Net': Amount / 1.21 }|" } },
        { type: "filter", config: { keep: "$sum(Lines.Net) > 0" } },
      ],
    });
    const page = await openStep(bench, flow, "step1");
    await openExpression(page);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    for (let back = 0; back < 2; back++) await page.keyboard.press("ArrowLeft");
    const taken: number[] = [];
    for (let at = 0; at < keystrokes; at++) {
      const longer = at % 2 === 0;
      const shown = { selector: "[role=tree]", text: longer ? "xyTextRef" : "xTextRef" };
      taken.push(await untilShown(page, longer ? "y" : "Backspace", shown));
      await page.waitForTimeout(120);
    }
    return [
      { name: "p50", value: quantile(taken, 0.5), unit: "ms", most: 50 },
      { name: "p95", value: quantile(taken, 0.95), unit: "ms", most: 100 },
    ];
  },
};
