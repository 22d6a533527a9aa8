import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { expect, it } from "vitest";
import { WalkGate } from "./walk-gate.ts";

const never = new AbortController().signal;

it("walks a suspect with nothing else at work, and everybody in the end", async () => {
  const walks = fc.array(
    fc.record({ alone: fc.boolean(), startMs: fc.nat(6), takesMs: fc.nat(4), fails: fc.boolean() }),
    {
      minLength: 1,
      maxLength: 20,
    },
  );
  await fc.assert(
    fc.asyncProperty(walks, async (planned) => {
      const gate = new WalkGate();
      const atWork = new Set<number>();
      let alone: number | undefined;
      const ended = await Promise.allSettled(
        planned.map(async (one, index) => {
          await sleep(one.startMs);
          await gate[one.alone ? "alone" : "together"](never, async () => {
            expect(alone).toBeUndefined();
            if (one.alone) {
              expect(atWork.size).toBe(0);
              alone = index;
            }
            atWork.add(index);
            await sleep(one.takesMs);
            atWork.delete(index);
            alone = undefined;
            if (one.fails) throw new Error("planned");
          });
        }),
      );
      const failed = ended.filter((one) => one.status === "rejected").map((one) => String(one.reason));
      expect(failed).toEqual(planned.filter((one) => one.fails).map(() => "Error: planned"));
    }),
    { numRuns: 60 },
  );
});

it("lets walks that are no suspects go on side by side", async () => {
  const gate = new WalkGate();
  let most = 0;
  let atWork = 0;
  await Promise.all(
    Array.from({ length: 5 }, () =>
      gate.together(never, async () => {
        most = Math.max(most, ++atWork);
        await sleep(5);
        atWork--;
      }),
    ),
  );
  expect(most).toBe(5);
});

it("does not wait for a walk that has lost its work", async () => {
  const gate = new WalkGate();
  const lost = new AbortController();
  void gate.together(lost.signal, () => new Promise(() => {}));
  const suspect = gate.alone(never, async () => "walked");
  lost.abort();
  expect(await suspect).toBe("walked");
});
