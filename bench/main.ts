/** `pnpm bench NAME [options]`: measures side by side in one run and prints ratios, medians and peak memory. Never part of the tests. */
const benches = {
  walk: () => import("./walk/bench.ts"),
  expressions: () => import("./expressions.ts"),
  runtime: () => import("./runtime/bench.ts"),
  editor: () => import("./editor/bench.ts"),
} as const;

const [name, ...options] = process.argv.slice(2);
if (name === undefined || !(name in benches)) {
  process.stderr.write(`Which bench? One of: ${Object.keys(benches).join(", ")}.\n`);
  process.exit(2);
}
// The check above makes it one of the keys.
const { bench } = await benches[name as keyof typeof benches]();
await bench(options);
