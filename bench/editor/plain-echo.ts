import { quantile } from "../runtime/push-load.ts";
import type { Measurement } from "./measurement.ts";
import { untilShown } from "./until-shown.ts";

/** What the machine itself takes between a key and its paint just now: a field with nothing behind it. The other figures hold this in them. */
export const plainEcho: Measurement = {
  id: "echo",
  title: "keystroke → painted in a field with nothing behind it, for comparison",
  async measure(bench) {
    const page = await bench.open("/health");
    await page.evaluate(() => {
      const field = document.body.appendChild(document.createElement("input"));
      const echo = document.body.appendChild(document.createElement("output"));
      field.oninput = () => {
        echo.textContent = `<${field.value}>`;
      };
      field.focus();
    });
    const taken: number[] = [];
    for (let at = 0; at < 30; at++) {
      const longer = at % 2 === 0;
      taken.push(
        await untilShown(page, longer ? "y" : "Backspace", {
          selector: "output",
          text: longer ? "<y>" : "<>",
        }),
      );
      await page.waitForTimeout(60);
    }
    return [
      { name: "p50", value: quantile(taken, 0.5), unit: "ms" },
      { name: "p95", value: quantile(taken, 0.95), unit: "ms" },
    ];
  },
};
