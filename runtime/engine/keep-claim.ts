import { advanceRun } from "@trasvase/db/queries/advance-run.ts";
import type { ClaimedRun } from "@trasvase/db/queries/claim-run.ts";
import type { LaneClaim } from "../queue/queue.ts";
import type { Engine } from "./engine.ts";

/** A claim whose lease is renewed in the background. */
export interface KeptClaim {
  /** Aborted when the claim is lost, or when the worker is to stop at once. */
  readonly signal: AbortSignal;
  /** Stops renewing. */
  release(): void;
}

/** Renews a lease three times in its length. What cannot be renewed is lost, and the work under it ends. */
export function keepClaim(
  engine: Engine,
  what: { readonly claim: LaneClaim } | { readonly run: ClaimedRun },
  signal: AbortSignal,
): KeptClaim {
  const lost = new AbortController();
  const { leaseMs } = engine.limits;
  const renew = () =>
    "claim" in what
      ? engine.queue.hold(engine.database, what.claim, leaseMs)
      : advanceRun(engine.database, what.run, { read: 0, repeated: 0, leaseMs });
  const timer = setInterval(() => {
    renew().then(
      (isKept) => {
        if (!isKept) lost.abort();
      },
      // The database may come back before the lease runs out; settling finds out for sure.
      () => undefined,
    );
  }, leaseMs / 3);
  timer.unref();
  return { signal: AbortSignal.any([signal, lost.signal]), release: () => clearInterval(timer) };
}
