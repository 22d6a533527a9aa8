import { appendFileSync } from "node:fs";

// Preloaded into measured processes: the peak is only known at the end, and only inside.
const report = process.env.TRASVASE_BENCH_MEMORY;
if (report) process.on("exit", () => appendFileSync(report, `${process.resourceUsage().maxRSS}\n`));
