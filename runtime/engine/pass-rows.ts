import type { DryRunRow, PassRow } from "@trasvase/shared/contract/preview.ts";
import type { DryRun, DryWrite } from "@trasvase/shared/effects.ts";
import type { Pass } from "@trasvase/shared/walk.ts";

/** A pass as the API tells it. `askedAt`: when its system was asked, where that is known. */
export function passRow(pass: Pass, askedAt?: string): PassRow {
  const answer = pass.answer ?? pass.delivered?.target;
  return {
    node: pass.step.name,
    recordId: pass.recordId,
    input: pass.input,
    outputs: pass.outputs.map((output) => ({ ...output })),
    verdicts: pass.verdicts.map((verdict) => ({ ...verdict })),
    provisional: pass.provisional,
    durationMs: Math.round(pass.durationMs * 1000) / 1000,
    ...(answer === undefined ? {} : { answer }),
    ...(pass.outcome === undefined ? {} : { outcome: pass.outcome }),
    ...(pass.delivered?.dryRun ? { dryRun: dryRunRow(pass.delivered.dryRun) } : {}),
    ...(askedAt === undefined ? {} : { askedAt }),
  };
}

function dryRunRow(dryRun: DryRun): DryRunRow {
  const { create, update } = dryRun.writes;
  return {
    decision: dryRun.decision,
    reason: dryRun.reason,
    matched: dryRun.matched && { id: dryRun.matched.id, data: { ...dryRun.matched.data } },
    match: dryRun.match.map((one) => ({ ...one })),
    requests: requestRows(dryRun.requests),
    writes: {
      ...(create ? { create: writeRow(create) } : {}),
      ...(update ? { update: writeRow(update) } : {}),
    },
    changes: dryRun.changes.map((change) => ({ ...change })),
    ...(dryRun.found === undefined ? {} : { found: dryRun.found }),
    ...(dryRun.linked === undefined ? {} : { linked: dryRun.linked }),
  };
}

function writeRow({ requests, refused }: DryWrite): NonNullable<DryRunRow["writes"]["create"]> {
  return { requests: requestRows(requests), ...(refused === undefined ? {} : { refused }) };
}

function requestRows(requests: DryRun["requests"]): DryRunRow["requests"] {
  return requests.map((request) => ({ ...request, headers: { ...request.headers } }));
}
