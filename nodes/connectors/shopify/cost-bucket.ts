import { ConnectorError, type Services } from "@trasvase/shared/connector.ts";
import { type Counter, quotaCode, zeroCounter } from "@trasvase/shared/quota.ts";

/** What Shopify says about its bucket with every answer. */
export interface ThrottleStatus {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
}

/** Until Shopify says otherwise: the smallest bucket there is. */
const smallest: ThrottleStatus = { maximumAvailable: 1000, currentlyAvailable: 1000, restoreRate: 50 };

/** A wait this short is waited out; for a longer one reading is put off. */
const longestWaitMs = 10_000;

const bucket = "cost";
const refill = "cost:rate";

/** The bucket of query costs that all processes of a connection share. */
export interface CostBucket {
  /** Takes the cost of a query, waiting for it where that is short. Throws ConnectorError *transient* with the wait otherwise. */
  take(cost: number, signal: AbortSignal): Promise<void>;
  /** Takes over what Shopify says is left. */
  learn(status: ThrottleStatus): Promise<void>;
  /** How long until so much is there, by what is known now. */
  waitFor(cost: number, status: ThrottleStatus): number;
}

export function openCostBucket(
  { counters, now, wait }: Pick<Services, "counters" | "now" | "wait">,
  gentle: boolean,
): CostBucket {
  const waitFor = (cost: number, status: ThrottleStatus) => {
    const lacking = Math.min(cost, status.maximumAvailable) - status.currentlyAvailable;
    return lacking <= 0 ? 0 : Math.ceil((lacking / status.restoreRate) * 1000);
  };

  /** Answers the wait; 0 when the cost was taken. */
  const tryTake = (cost: number) =>
    counters.change<number>([bucket, refill], (present) => {
      const status = statusOf(present[bucket] ?? zeroCounter, present[refill] ?? zeroCounter, now());
      // Who only looks leaves most of the bucket to runs.
      const left = gentle ? Math.floor(status.maximumAvailable / 2) : 0;
      const waitMs = waitFor(cost + left, status);
      if (waitMs > 0) return { changed: {}, answer: waitMs };
      const used = Math.max(0, Math.floor(status.currentlyAvailable - cost));
      return { changed: { [bucket]: counterOf({ ...status, currentlyAvailable: used }, now()) }, answer: 0 };
    });

  return {
    waitFor,
    async take(cost, signal) {
      for (;;) {
        const waitMs = await tryTake(cost);
        if (waitMs === 0) return;
        if (waitMs > longestWaitMs) throw tooMuch(waitMs);
        await wait(waitMs, signal);
      }
    },
    async learn(status) {
      await counters.change([bucket, refill], () => ({
        changed: {
          [bucket]: counterOf(status, now()),
          [refill]: { ...zeroCounter, used: Math.round(status.restoreRate) },
        },
        answer: undefined,
      }));
    },
  };
}

/** The error for calls that Shopify holds back for so long. */
export function tooMuch(waitMs: number): ConnectorError {
  return new ConnectorError(
    "transient",
    quotaCode,
    `Shopify lets so much be asked in a while, and that is used up for ${Math.ceil(waitMs / 1000)} seconds. It goes on by itself.`,
    waitMs,
  );
}

// `used` is what was left then, `allowed` how much the bucket holds.
function counterOf(status: ThrottleStatus, at: number): Counter {
  return {
    used: Math.floor(status.currentlyAvailable),
    allowed: Math.floor(status.maximumAvailable),
    since: at,
    blockedUntil: 0,
  };
}

function statusOf(counter: Counter, rate: Counter, at: number): ThrottleStatus {
  if (counter.allowed === 0) return smallest;
  const restoreRate = rate.used || smallest.restoreRate;
  const restored = counter.used + ((at - counter.since) / 1000) * restoreRate;
  return {
    maximumAvailable: counter.allowed,
    currentlyAvailable: Math.min(counter.allowed, restored),
    restoreRate,
  };
}
