import { findOwed } from "@trasvase/db/queries/find-due.ts";
import { findVersion } from "@trasvase/db/queries/find-version.ts";
import { type ListedHeld, listHeld } from "@trasvase/db/queries/list-held.ts";
import { countWanted } from "@trasvase/db/queries/wish.ts";
import type { Held, HeldRecord } from "@trasvase/shared/contract/owed.ts";
import type { PassRow } from "@trasvase/shared/contract/preview.ts";
import { parseGraph } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type { FlowPlace } from "../queue/queue.ts";
import type { Engine } from "./engine.ts";
import { heldFirstCode } from "./held.ts";
import { type OpenedOwed, openOwed } from "./owed-walk.ts";
import { previewGraph } from "./preview.ts";

const shown = 20;

/** The records of a flow that wait for a person's confirmation, with what each would do, worked out anew by a dry run. */
export async function describeHeld(engine: Engine, place: FlowPlace, signal: AbortSignal): Promise<Held> {
  const { flowId } = place;
  const rows = await listHeld(engine.database, flowId, shown);
  const first = rows[0];
  if (!first) return { count: 0, rows: [] };
  const ids = [...new Set(rows.map((row) => row.recordId))];
  const stored = await findOwed(engine.database, flowId, ids);
  const opened = await Promise.all(stored.map((one) => openOwed(engine, place, one)));
  const passes = await dryRuns(engine, place, opened, signal);
  const byId = new Map(opened.map((one) => [one.record.id, one]));
  return {
    kind: first.code === heldFirstCode ? "first" : "cap",
    count: await countWanted(engine.database, flowId, {}, "confirm"),
    rows: rows.flatMap((row) => {
      const owed = byId.get(row.recordId);
      return owed ? [heldRecord(row, owed, passes.get(row.recordId))] : [];
    }),
  };
}

interface Dry {
  readonly passes: readonly PassRow[];
  readonly titleOf: (node: string) => string;
}

/** What a preview says of each record, by its id. Records are walked by the version they began with. */
async function dryRuns(
  engine: Engine,
  { flowId, workspaceId }: FlowPlace,
  opened: readonly OpenedOwed[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Dry>> {
  const found = new Map<string, Dry>();
  for (const number of new Set(opened.map((one) => one.stored.version))) {
    const own = opened.filter((one) => one.stored.version === number);
    const version = await findVersion(engine.database, workspaceId, flowId, number);
    const { graph } = parseGraph(version?.graph);
    // The column holds the JSON of a graph.
    const document = (version?.graph ?? null) as Json;
    const samples = own.map(({ record }) => ({ data: record.data, readAt: record.readAt, key: record.key }));
    const preview = await previewGraph(
      engine,
      workspaceId,
      { graph: document, flow: flowId, samples },
      signal,
    );
    own.forEach(({ record }, index) => {
      const passes = preview.samples[index]?.passes ?? [];
      found.set(record.id, { passes, titleOf: (node) => graph?.nodes[node]?.title ?? node });
    });
  }
  return found;
}

function heldRecord(row: ListedHeld, { record }: OpenedOwed, dry: Dry | undefined): HeldRecord {
  const pass = dry?.passes.find((one) => one.node === row.node);
  return {
    id: row.recordId,
    key: record.key,
    label: record.label ?? "",
    node: row.node,
    nodeTitle: dry?.titleOf(row.node) ?? row.node,
    since: row.since.toISOString(),
    ...(pass?.dryRun ? { dryRun: pass.dryRun } : {}),
    message: pass?.dryRun?.reason ?? pass?.outcome?.message ?? "",
  };
}
