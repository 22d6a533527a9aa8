import { outcomeKinds } from "@trasvase/shared/outcome.ts";
import type { FileRunSummary } from "../engine/run-files.ts";

const everyMs = 250;

/** Tells how a run goes on: a line that counts up on a terminal, and a summary at the end in any case. All on stderr. */
export function tellProgress(): {
  readonly tell: (summary: FileRunSummary) => void;
  readonly finish: (summary: FileRunSummary) => void;
} {
  const started = Date.now();
  const isTerminal = process.stderr.isTTY === true;
  let last = started;
  return {
    tell(summary) {
      const now = Date.now();
      if (!isTerminal || now - last < everyMs) return;
      last = now;
      process.stderr.write(
        `\r${summary.read} records, ${Math.round(summary.read / ((now - started) / 1000))}/s \u001b[K`,
      );
    },
    finish(summary) {
      if (isTerminal) process.stderr.write("\r\u001b[K");
      process.stderr.write(`${printSummary(summary)} in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
    },
  };
}

/** `3 records: 2 created, 1 filtered`. */
export function printSummary({ read, counts }: FileRunSummary): string {
  const parts = outcomeKinds.filter((kind) => counts[kind]).map((kind) => `${counts[kind]} ${kind}`);
  const outcomes = parts.length > 0 ? `: ${parts.reverse().join(", ")}` : "";
  return `${read} ${read === 1 ? "record" : "records"}${outcomes}`;
}
