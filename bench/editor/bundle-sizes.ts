import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import type { EditorBench, Measurement } from "./measurement.ts";
import { openExpression } from "./open-step.ts";
import { largeOrder, makeFlow, probedMapping } from "./sample-flow.ts";

/** B1, B2, B3: what a browser with an empty cache fetches, step by step, packed with gzip -9. */
export const bundleSizes: Measurement = {
  id: "B",
  title: "JavaScript a browser fetches, gzip -9",
  async measure(bench) {
    const flow = await makeFlow(bench.server, "Bundles", {
      records: [largeOrder("A")],
      steps: [
        { type: "filter", config: { keep: "true" } },
        { type: "mapping", config: { expression: probedMapping } },
      ],
    });
    const { page, packed } = await watch(bench);
    await page.goto(new URL("/", bench.server.url).href);
    await page.getByText("Bundles").first().waitFor();
    await page.waitForLoadState("networkidle");
    const first = packed();
    await page.goto(new URL(`/flows/${flow}`, bench.server.url).href);
    await page.getByText("Sample 1 of").waitFor();
    await page.waitForLoadState("networkidle");
    const canvas = packed();
    await page.goto(new URL(`/flows/${flow}?node=step2`, bench.server.url).href);
    await page.getByRole("region", { name: /^Step / }).waitFor();
    await openExpression(page);
    await page.waitForLoadState("networkidle");
    const mapping = packed();
    return [
      { name: "B1 first load, flows list", value: first.page, unit: "kB", most: 220 },
      { name: "B2 extra for the canvas", value: canvas.page - first.page, unit: "kB", most: 140 },
      { name: "B3 extra for the mapping editor", value: mapping.page - canvas.page, unit: "kB", most: 165 },
      {
        name: "B3 expression worker, JSONata and all that explains it",
        value: mapping.expressions,
        unit: "kB",
        most: 26,
      },
      { name: "workers altogether", value: mapping.workers, unit: "kB" },
    ];
  },
};

/** A page that adds up the scripts it has fetched; each counts once, however often it is asked for. */
async function watch(bench: EditorBench): Promise<{ page: Page; packed: () => Sizes }> {
  const page = await bench.open("/health");
  const sizes = new Map<string, number>();
  page.context().on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (!pathname.endsWith(".js") || sizes.has(pathname)) return;
    sizes.set(pathname, 0);
    void response.body().then(
      (body) => sizes.set(pathname, gzipSync(body, { level: 9 }).length / 1024),
      () => sizes.delete(pathname),
    );
  });
  const sum = (of: (path: string) => boolean) =>
    [...sizes].filter(([path]) => of(path)).reduce((total, [, size]) => total + size, 0);
  return {
    page,
    packed: () => ({
      page: sum((path) => !path.includes("worker")),
      workers: sum((path) => path.includes("worker")),
      expressions: sum((path) => path.includes("expression.worker")),
    }),
  };
}

interface Sizes {
  readonly page: number;
  readonly workers: number;
  readonly expressions: number;
}
