import { describe, expect, it } from "vitest";
import { lookUp } from "./look-up.ts";
import { asTrouble } from "./matching.ts";

describe("trouble with a call", () => {
  it("that took too long is passing, although its signal has ended", async () => {
    const signal = AbortSignal.any([new AbortController().signal, AbortSignal.timeout(5)]);
    const late = await new Promise<unknown>((resolve) =>
      signal.addEventListener("abort", () => resolve(signal.reason)),
    );
    expect(asTrouble(late, signal)).toMatchObject({ kind: "transient", code: "timeout" });
  });

  it("stops the walk when the walk is being stopped", () => {
    const stop = new AbortController();
    stop.abort();
    expect(() => asTrouble(stop.signal.reason, stop.signal)).toThrow();
  });

  it("of a look-up that never answers lets its records be tried again, and the walk go on", async () => {
    const signal = AbortSignal.timeout(5);
    const never = () =>
      new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    const terms = {
      connection: "erp",
      resource: "items",
      fields: ["code"],
      options: {},
      onMissing: "null",
      ask: () => ({ each: false, values: [] }),
    } as const;
    const source = { id: "r", key: "k", data: {}, readAt: "", ordinal: 0, deleted: false };
    const answers = await lookUp(never, terms, [{ recordId: "r", source, values: ["A"] }], signal);
    expect(answers).toMatchObject([{ kind: "failed", outcome: { kind: "retrying", code: "timeout" } }]);
  });
});
