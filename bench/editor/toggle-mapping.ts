import { quantile } from "../runtime/push-load.ts";
import type { Measurement } from "./measurement.ts";
import { openExpression, openStep } from "./open-step.ts";
import { largeOrder, makeFlow } from "./sample-flow.ts";
import { untilShown } from "./until-shown.ts";

const fields = 80;
const toggles = 12;

/** P14: between table and expression of a mapping with eighty fields. */
export const toggleMapping: Measurement = {
  id: "P14",
  title: `table ⇄ expression at ${fields} fields`,
  async measure(bench) {
    const pairs = Array.from({ length: fields }, (_, index) => `  "Field${index}": lines[${index}].title`);
    const flow = await makeFlow(bench.server, "P14", {
      records: [largeOrder("A")],
      steps: [{ type: "mapping", config: { expression: `{\n${pairs.join(",\n")}\n}` } }],
    });
    const page = await openStep(bench, flow, "step1");
    await openExpression(page);
    const before = await page.locator(".cm-content").first().textContent();
    const [toTable, toText]: [number[], number[]] = [[], []];
    const focusPanel = () => page.locator("[data-command-scope=panel]").focus();
    for (let at = 0; at < toggles; at++) {
      await focusPanel();
      toTable.push(await untilShown(page, "Control+e", { selector: ".cm-lineNumbers", gone: true }));
      await page.waitForTimeout(200);
      await focusPanel();
      toText.push(await untilShown(page, "Control+e", { selector: ".cm-lineNumbers" }));
      await page.waitForTimeout(200);
    }
    const after = await page.locator(".cm-content").first().textContent();
    if (after !== before) throw new Error("The text is not what it was before the toggling.");
    return [
      { name: "to the table", value: quantile(toTable, 0.5), unit: "ms", most: 50 },
      { name: "to the expression", value: quantile(toText, 0.5), unit: "ms", most: 50 },
    ];
  },
};
