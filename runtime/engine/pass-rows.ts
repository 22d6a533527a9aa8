import type { PassRow } from "@trasvase/shared/contract/preview.ts";
import type { Pass } from "@trasvase/shared/walk.ts";

/** A pass as the API tells it. */
export function passRow(pass: Pass): PassRow {
  const dryRun = pass.delivered?.dryRun;
  return {
    node: pass.step.name,
    recordId: pass.recordId,
    input: pass.input,
    outputs: pass.outputs.map((output) => ({ ...output })),
    verdicts: pass.verdicts.map((verdict) => ({ ...verdict })),
    provisional: pass.provisional,
    durationMs: Math.round(pass.durationMs * 1000) / 1000,
    ...(pass.answer === undefined ? {} : { answer: pass.answer }),
    ...(pass.outcome === undefined ? {} : { outcome: pass.outcome }),
    ...(dryRun === undefined
      ? {}
      : {
          dryRun: {
            decision: dryRun.decision,
            reason: dryRun.reason,
            matched: dryRun.matched && { id: dryRun.matched.id, data: { ...dryRun.matched.data } },
            match: dryRun.match.map((one) => ({ ...one })),
            requests: dryRun.requests.map((request) => ({ ...request, headers: { ...request.headers } })),
            changes: dryRun.changes.map((change) => ({ ...change })),
          },
        }),
  };
}
