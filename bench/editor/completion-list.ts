import { quantile } from "../runtime/push-load.ts";
import type { Measurement } from "./measurement.ts";
import { openExpression, openStep } from "./open-step.ts";
import { makeFlow } from "./sample-flow.ts";
import { untilShown } from "./until-shown.ts";

const candidates = 2_000;
const rounds = 15;

/** P10: from the dot behind an object of two thousand fields to the list of them. */
export const completionList: Measurement = {
  id: "P10",
  title: `completion list with ${candidates} candidates`,
  async measure(bench) {
    const wide = Object.fromEntries(
      Array.from({ length: candidates }, (_, index) => [`field_${index}`, `value ${index}`]),
    );
    const flow = await makeFlow(bench.server, "P10", {
      records: [{ id: "A", wide }],
      steps: [{ type: "mapping", config: { expression: '{ "A": wide }' } }],
    });
    const page = await openStep(bench, flow, "step1");
    await openExpression(page);
    await page.keyboard.press("End");
    for (let back = 0; back < 2; back++) await page.keyboard.press("ArrowLeft");
    const list = { selector: ".cm-tooltip-autocomplete li" };
    const [dots, letters]: [number[], number[]] = [[], []];
    for (let at = 0; at < rounds; at++) {
      dots.push(await untilShown(page, ".", list));
      await page.waitForTimeout(100);
      letters.push(await untilShown(page, "f", { ...list, text: "field" }));
      await page.keyboard.press("Escape");
      await page.keyboard.press("Backspace");
      await page.keyboard.press("Backspace");
      await page.waitForTimeout(120);
    }
    return [
      { name: "dot → list, median of the keys", value: quantile(dots, 0.5), unit: "ms", most: 80 },
      { name: "dot → list, p95", value: quantile(dots, 0.95), unit: "ms" },
      { name: "next letter → narrowed list", value: quantile(letters, 0.5), unit: "ms", most: 80 },
    ];
  },
};
