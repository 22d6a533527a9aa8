import { compareWithReference } from "../shared/expression/testing/differential.ts";

/** Pairs of expression and record in one round; rounds go on until the time is up. */
const pairsPerRound = 20_000;

/** `pnpm fuzz expressions [minutes]`: random expressions against the reference, with a new seed each round. */
async function fuzzExpressions(minutes: number): Promise<number> {
  const end = Date.now() + minutes * 60_000;
  let differences = 0;
  for (let round = 0; round === 0 || Date.now() < end; round++) {
    const seed = `${Date.now()} ${round}`;
    const { pairs, results, codes } = await compareWithReference({ seed, pairs: pairsPerRound });
    differences += results.length;
    console.log(
      `seed "${seed}": ${pairs} pairs, ${results.length} different results, ${codes.length} different codes`,
    );
    for (const difference of results) console.log(JSON.stringify(difference));
    for (const { text, expected, actual } of codes) {
      console.log(`  ${expected.code} there, ${actual.code} here: ${text}`);
    }
  }
  return differences;
}

const [subject, minutes] = process.argv.slice(2);
if (subject !== "expressions") {
  console.error("Usage: pnpm fuzz expressions [minutes]");
  process.exitCode = 2;
} else {
  process.exitCode = (await fuzzExpressions(Number(minutes ?? 5))) === 0 ? 0 : 1;
}
