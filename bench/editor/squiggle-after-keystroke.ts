import { quantile } from "../runtime/push-load.ts";
import type { Measurement } from "./measurement.ts";
import { openExpression, openStep } from "./open-step.ts";
import { largeOrder, makeFlow, probedMapping } from "./sample-flow.ts";
import { untilShown } from "./until-shown.ts";

const keystrokes = 30;

/** P9: from a key that makes a mistake to its mark. Every other key takes the mistake back. */
export const squiggleAfterKeystroke: Measurement = {
  id: "P9",
  title: "keystroke → squiggle, samples of 17 kB",
  async measure(bench) {
    const records = Array.from({ length: 12 }, (_, index) => largeOrder(`A${index}`));
    const steps = [{ type: "mapping", config: { expression: probedMapping } }];
    const page = await openStep(bench, await makeFlow(bench.server, "P9", { records, steps }), "step1");
    await openExpression(page);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    const squiggle = ".cm-lintRange, .cm-lintPoint";
    const taken: number[] = [];
    for (let at = 0; at < keystrokes; at++) {
      // `idd` is no field of any sample.
      taken.push(await untilShown(page, "d", { selector: squiggle }));
      await page.keyboard.press("Escape");
      await untilShown(page, "Backspace", { selector: squiggle, gone: true });
      await page.waitForTimeout(60);
    }
    return [
      { name: "p50", value: quantile(taken, 0.5), unit: "ms", most: 60 },
      { name: "p95", value: quantile(taken, 0.95), unit: "ms" },
    ];
  },
};
