import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gates } from "./gates.ts";
import { Hall } from "./hall.ts";

/*
 * The quickest of the gates, at their smallest and side by side, on the product as it is built. `pnpm faults` has all of them, at sizes that
 * mean something; docs/reliability.md says what came of them.
 */
const quick = new Set(["F1", "F3", "F4", "F9", "F10"]);
const seed = randomBytes(4).toString("hex");

let hall: Hall;
beforeAll(async () => {
  hall = await Hall.open({ size: "test", seed, say: () => {} });
}, 120_000);
afterAll(() => hall.close(), 60_000);

describe.concurrent("a fault", () => {
  it.each(gates.filter((gate) => quick.has(gate.id)))(
    "$id loses, doubles and overtakes nothing, and nobody has to help: $fault",
    async (gate) => {
      const { broke, findings } = await hall.run(gate);
      const failed = findings.filter((finding) => !finding.holds);
      expect({ broke, failed }, `seed ${seed}`).toEqual({ broke: undefined, failed: [] });
    },
    240_000,
  );
});
