import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { gates } from "./gates.ts";
import { Hall, type Outcome, passed } from "./hall.ts";

/**
 * `pnpm faults [--only F1,F4] [--large] [--seed TEXT]`: puts the product through the faults of docs/reliability.md and prints what held.
 * The same seed gives the same records, the same troubles and the same order of kills. Exit code 1 when a gate does not hold.
 */
const { values } = parseArgs({
  options: {
    only: { type: "string" },
    large: { type: "boolean", default: false },
    tiny: { type: "boolean", default: false },
    seed: { type: "string", default: randomBytes(4).toString("hex") },
  },
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
const wanted = values.only?.split(",").map((id) => id.trim().toUpperCase());
const chosen = gates.filter((gate) => !wanted || wanted.includes(gate.id));
if (chosen.length === 0) {
  process.stderr.write(`There is no such gate. Gates: ${gates.map((gate) => gate.id).join(", ")}.\n`);
  process.exit(2);
}
const size = values.large ? "large" : values.tiny ? "test" : "small";
process.stdout.write(`Seed ${values.seed}, size ${size}.\n`);
const hall = await Hall.open({ size, seed: values.seed, say: (text) => process.stderr.write(`  ${text}\n`) });
let failed = 0;
try {
  for (const gate of chosen) {
    const outcome = await hall.run(gate);
    if (!passed(outcome)) failed++;
    print(outcome);
  }
} finally {
  await hall.close();
}
process.stdout.write(
  failed === 0 ? "Every gate holds.\n" : `${failed} of ${chosen.length} gates do not hold.\n`,
);
process.exitCode = failed === 0 ? 0 : 1;

function print(outcome: Outcome): void {
  const { broke, findings, gate, seconds } = outcome;
  process.stdout.write(
    `\n${gate.id}  ${gate.fault}: ${passed(outcome) ? "holds" : "DOES NOT HOLD"} (${seconds.toFixed(1)} s)\n`,
  );
  for (const { holds, is, must, what } of findings) {
    process.stdout.write(`  ${holds ? " " : "✗"} ${what.padEnd(48)} ${String(is).padStart(12)}   ${must}\n`);
  }
  if (broke !== undefined) process.stdout.write(`  ✗ It could not come to its end: ${broke}\n`);
}
