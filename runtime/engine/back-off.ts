import type { EngineLimits } from "./engine.ts";

/**
 * Milliseconds until a delivery is tried again: doubling from the base up to the longest, spread by a fifth so that what failed together
 * does not come back together, and never sooner than the other system asked for.
 */
export function backOff(
  limits: Pick<EngineLimits, "retryBaseMs" | "retryMostMs">,
  tries: number,
  askedMs = 0,
  random: () => number = Math.random,
): number {
  const doubled = Math.min(
    limits.retryBaseMs * 2 ** Math.max(0, Math.min(tries - 1, 30)),
    limits.retryMostMs,
  );
  const spread = doubled * (0.8 + 0.4 * random());
  return Math.round(askedMs > 0 ? Math.max(spread, askedMs * (1 + 0.1 * random())) : spread);
}
