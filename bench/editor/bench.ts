import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { chromiumLaunchOptions } from "../../editor/e2e/chromium.ts";
import { median } from "../median.ts";
import { makeDataFolder, removeFolder, startServer } from "../runtime/server.ts";
import { bundleSizes } from "./bundle-sizes.ts";
import { completionList } from "./completion-list.ts";
import type { EditorBench, Figure, Measurement } from "./measurement.ts";
import { plainEcho } from "./plain-echo.ts";
import { previewAfterKeystroke } from "./preview-after-keystroke.ts";
import { squiggleAfterKeystroke } from "./squiggle-after-keystroke.ts";
import { toggleMapping } from "./toggle-mapping.ts";

const measurements: readonly Measurement[] = [
  plainEcho,
  previewAfterKeystroke,
  squiggleAfterKeystroke,
  completionList,
  toggleMapping,
  bundleSizes,
];

/**
 * `pnpm bench editor [ID …] [--rounds N]`: timings and sizes of the editor on the production build, in real Chromium without a GPU.
 * Server, browser and this process share the machine.
 */
export async function bench(options: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...options],
    options: { rounds: { type: "string", default: "3" } },
    allowPositionals: true,
  });
  const wanted = measurements.filter(({ id }) => positionals.length === 0 || positionals.includes(id));
  if (wanted.length === 0) {
    process.stderr.write(`Which measurement? Any of: ${measurements.map(({ id }) => id).join(", ")}.\n`);
    process.exit(2);
  }
  const dataDir = await makeDataFolder();
  const server = await startServer(dataDir);
  const browser = await chromium.launch(await chromiumLaunchOptions());
  try {
    for (const measurement of wanted) {
      const [load = 0] = loadavg();
      const rounds: (readonly Figure[])[] = [];
      for (let round = 0; round < Number(values.rounds); round++) {
        const contexts: { close(): Promise<void> }[] = [];
        const bench: EditorBench = {
          server,
          open: async (path) => {
            const context = await browser.newContext({
              viewport: { width: 1440, height: 900 },
              locale: "en-GB",
            });
            contexts.push(context);
            await context.addCookies(
              server.cookie.split("; ").map((pair) => {
                const [name = "", value = ""] = pair.split(/=(.*)/s);
                return { name, value, url: server.url.href };
              }),
            );
            // tsx names functions with a helper that a page does not have.
            await context.addInitScript("globalThis.__name = (named) => named");
            const page = await context.newPage();
            await page.goto(new URL(path, server.url).href);
            return page;
          },
        };
        rounds.push(await measurement.measure(bench));
        for (const context of contexts) await context.close();
      }
      print(measurement, rounds, load);
    }
  } finally {
    await browser.close();
    await server.stop();
    await removeFolder(dataDir);
  }
}

function print({ id, title }: Measurement, rounds: readonly (readonly Figure[])[], load: number): void {
  process.stdout.write(`\n${id}  ${title}  [load ${load.toFixed(1)} of ${availableParallelism()}]\n`);
  for (const { name, unit, most, least } of rounds[0] ?? []) {
    const values = rounds.flatMap((round) =>
      round.filter((one) => one.name === name).map(({ value }) => value),
    );
    const value = median(values);
    const budget =
      most !== undefined
        ? ` of at most ${most} ${unit}${value <= most ? "" : "  MISSED"}`
        : least !== undefined
          ? ` of at least ${least} ${unit}${value >= least ? "" : "  MISSED"}`
          : "";
    const all = values.map((one) => one.toFixed(1)).join(", ");
    process.stdout.write(`  ${name.padEnd(44)} ${value.toFixed(1).padStart(8)} ${unit}${budget}  (${all})\n`);
  }
}
