import { ConnectorError } from "@trasvase/shared/connector.ts";
import type { Quota, SharedCounters } from "@trasvase/shared/quota.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer } from "./call.ts";
import { type CallBudgetOptions, openCallBudget } from "./call-budget.ts";
import { memoryCounters } from "./memory-stores.ts";
import type { CallWatch, SignedRequest } from "./signed-line.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const signal = new AbortController().signal;

/** A connection with a clock of its own; every budget opened on it is another process. */
function connection(quota: Quota, begin = Date.UTC(2026, 2, 2, 9, 0, 0)) {
  const counters: SharedCounters = memoryCounters();
  const clock = { now: begin };
  const services = {
    counters,
    now: () => clock.now,
    wait: async (milliseconds: number) => {
      clock.now += milliseconds;
    },
  };
  const open = (extra: Partial<CallBudgetOptions> = {}) =>
    openCallBudget({ system: "Exact Online", services, quota, ...extra });
  return { open, clock };
}

const request = (url = "https://x.example/a/b"): SignedRequest => ({ method: "GET", url });

async function call(budget: CallWatch, url?: string): Promise<ConnectorError | undefined> {
  try {
    await budget.before(request(url), signal);
    return undefined;
  } catch (error) {
    if (error instanceof ConnectorError) return error;
    throw error;
  }
}

const answer = (status: number, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: new Headers(headers),
  text: "",
  url: "https://x.example/a/b",
});

const perMinute = (calls: number): Quota => ({ windows: [{ name: "minute", seconds: 60, calls }] });

describe("the calls of a connection", () => {
  it("never pass a limit of any window, whoever makes them and whenever", async () => {
    const step = fc.record({
      waitMs: fc.integer({ min: 0, max: 20_000 }),
      process: fc.integer({ min: 0, max: 3 }),
      gentle: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 120 }), async (steps) => {
        const windows = [
          { name: "minute", seconds: 60, calls: 7 },
          { name: "day", seconds: 86_400, calls: 40 },
        ];
        const { clock, open } = connection({ windows }, Date.UTC(2026, 2, 2, 23, 58, 0));
        const processes = Array.from({ length: 4 }, () => [open(), open({ gentle: true })] as const);
        const made: number[] = [];
        for (const { gentle, process, waitMs } of steps) {
          clock.now += waitMs;
          const budget = processes[process]?.[gentle ? 1 : 0];
          if (budget && !(await call(budget))) made.push(clock.now);
        }
        for (const { calls, seconds } of windows) {
          const counts = new Map<number, number>();
          for (const at of made) {
            const window = Math.floor(at / (seconds * 1000));
            counts.set(window, (counts.get(window) ?? 0) + 1);
          }
          expect(Math.max(0, ...counts.values())).toBeLessThanOrEqual(calls);
        }
      }),
    );
  });

  it("are put off with the moment when it goes on, in a code that counts as nobody's failure", async () => {
    const { clock, open } = connection(perMinute(1));
    const budget = open();
    await call(budget);
    clock.now += 10_000;
    expect(await call(budget)).toMatchObject({
      kind: "transient",
      code: "quota",
      retryAfterMs: 51_000,
      message:
        "The 1 calls that Exact Online allows in a minute are used up. It goes on by itself at 2026-03-02 09:01 UTC.",
    });
  });

  it("wait in place where the wait is short", async () => {
    const { clock, open } = connection(perMinute(1));
    await call(open());
    clock.now += 58_500;
    expect(await call(open())).toBeUndefined();
    expect(clock.now).toBe(Date.UTC(2026, 2, 2, 9, 1, 1));
  });

  it("give each who is refused a turn of his own", async () => {
    const { open } = connection(perMinute(1));
    await call(open());
    const waits: (number | undefined)[] = [];
    for (let number = 0; number < 4; number++) waits.push((await call(open()))?.retryAfterMs);
    expect(waits).toEqual([61_000, 121_000, 181_000, 241_000]);
  });

  it("of one chunk share a turn, so that its records come back together", async () => {
    const { open } = connection(perMinute(1));
    await call(open());
    const chunk = open({ staysRefused: true });
    expect((await call(chunk))?.retryAfterMs).toBe(61_000);
    expect((await call(chunk))?.retryAfterMs).toBe(61_000);
    expect((await call(open()))?.retryAfterMs).toBe(121_000);
  });

  it("of somebody who only looks take a tenth at most, and nothing of the last tenth", async () => {
    const { clock, open } = connection(perMinute(20));
    const looking = open({ gentle: true });
    expect(await call(looking)).toBeUndefined();
    expect(await call(looking)).toBeUndefined();
    expect(await call(looking)).toMatchObject({ code: "quota" });
    const running = open();
    for (let number = 0; number < 18; number++) expect(await call(running)).toBeUndefined();
    expect(await call(running)).toMatchObject({ code: "quota" });
    clock.now += minute;
    for (let number = 0; number < 18; number++) await call(running);
    expect(await call(looking)).toMatchObject({ code: "quota" });
    expect(await call(running)).toBeUndefined();
  });

  it("pause at an endpoint that keeps refusing, before the system blocks, and go on elsewhere", async () => {
    const quota: Quota = { ...perMinute(1000), errors: { calls: 5, seconds: 3600 } };
    const { clock, open } = connection(quota);
    const budget = open({
      endpointOf: ({ url }) => new URL(url).pathname,
      isError: ({ status }) => status === 400,
    });
    const bad = request("https://x.example/bad");
    for (let number = 0; number < 5; number++) {
      await budget.before(bad, signal);
      await budget.after(bad, answer(number === 0 ? 500 : 400));
    }
    expect(await call(budget, bad.url)).toBeUndefined();
    await budget.after(bad, answer(400));
    clock.now += 600_000;
    expect(await call(budget, bad.url)).toMatchObject({ code: "quota", retryAfterMs: 3_001_000 });
    expect(await call(budget, "https://x.example/good")).toBeUndefined();
    clock.now += 3_002_000;
    expect(await call(budget, bad.url)).toBeUndefined();
  });

  it("never bring eleven errors into any hour, sliding or by the clock", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 15 * minute }), { maxLength: 60 }),
        async (waits) => {
          const { clock, open } = connection({ ...perMinute(1000), errors: { calls: 5, seconds: 3600 } });
          const budget = open({ endpointOf: () => "a", isError: () => true });
          const errors: number[] = [];
          for (const wait of waits) {
            clock.now += wait;
            if (await call(budget)) continue;
            await budget.after(request(), answer(400));
            errors.push(clock.now);
          }
          for (const at of errors) {
            const within = errors.filter((other) => other >= at && other < at + 3_600_000);
            expect(within.length).toBeLessThanOrEqual(10);
          }
        },
      ),
    );
  });

  it("believe the system when it says that less is left, or that more is allowed", async () => {
    const { open } = connection(perMinute(5));
    const budget = open({
      newsIn: ({ headers }) => [
        { window: "minute", limit: Number(headers.get("l")), remaining: Number(headers.get("r")) },
      ],
    });
    const one = request();
    await budget.before(one, signal);
    await budget.after(one, answer(200, { l: "10", r: "2" }));
    expect([await call(budget), await call(budget)]).toEqual([undefined, undefined]);
    expect(await call(budget)).toMatchObject({ code: "quota" });
  });

  it("keep to the number a person chose where the system would allow more", async () => {
    const { open } = connection({ windows: [{ name: "minute", seconds: 60, calls: 2, chosen: true }] });
    const budget = open({ newsIn: () => [{ window: "minute", limit: 60, remaining: 59 }] });
    const one = request();
    await budget.before(one, signal);
    await budget.after(one, answer(200));
    expect(await call(budget)).toBeUndefined();
    expect(await call(budget)).toMatchObject({ code: "quota" });
  });

  it("stop until the moment the system names when it refuses all the same", async () => {
    const { clock, open } = connection(perMinute(60));
    const resetAt = clock.now + day;
    const budget = open({ newsIn: () => [{ window: "minute", resetAt }] });
    const one = request();
    await budget.before(one, signal);
    await budget.after(one, answer(429));
    clock.now += 5 * minute;
    expect(await call(budget)).toMatchObject({ code: "quota", retryAfterMs: day - 5 * minute + 1000 });
  });
});
