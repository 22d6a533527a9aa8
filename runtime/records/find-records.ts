import { type ListedRecord, listRecords } from "@trasvase/db/queries/list-records.ts";
import type { RecordQuery, RecordRow } from "@trasvase/shared/contract/record.ts";
import type { Page } from "@trasvase/shared/contract/values.ts";
import { outcomeSchema } from "@trasvase/shared/outcome.ts";
import * as z from "zod";
import { ApiError } from "../api-error.ts";
import { hiddenKey } from "../engine/hidden-key.ts";
import { openHashKey } from "../secrets.ts";
import type { ServerContext } from "../server-context.ts";
import { printRecordAddress } from "./record-address.ts";
import { readStepTitles, type StepTitle } from "./step-titles.ts";

const leavesSchema = z.array(z.looseObject({ ...outcomeSchema.partial().shape }));

/** A page of the record log. */
export async function findRecords(
  { database, keys }: Pick<ServerContext, "database" | "keys">,
  workspaceId: string,
  query: RecordQuery,
): Promise<Page<RecordRow>> {
  const { q, flow, run, outcome, open, node, after, limit } = query;
  if ([flow, run].some((id) => id !== undefined && !z.uuid().safeParse(id).success)) return { rows: [] };
  const rows = await listRecords(database, workspaceId, {
    ...(q ? { text: q, hidden: hiddenKey(await openHashKey(database, keys, workspaceId), q) } : {}),
    ...(flow === undefined ? {} : { flow }),
    ...(run === undefined ? {} : { run }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(open === undefined ? {} : { open: true }),
    ...(node === undefined ? {} : { node }),
    ...(after === undefined ? {} : { after: parsePlace(after) }),
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const titles = await readStepTitles(database, workspaceId, shown);
  const last = shown.at(-1);
  const next = rows.length > limit && last ? String(last.id) : undefined;
  return { rows: shown.map((row) => recordRow(row, titles)), ...(next === undefined ? {} : { next }) };
}

function parsePlace(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new ApiError(
    400,
    "unknown-page",
    `There is no page after "${text.slice(0, 80)}". Start again with the first page.`,
  );
}

/** A row of the record log as the API tells it. */
export function recordRow(row: ListedRecord, titles: StepTitle): RecordRow {
  const leaves = leavesSchema.safeParse(row.leaves).data ?? [];
  const worst = leaves.find((leaf) => leaf.kind === row.state) ?? leaves[0];
  const node = row.errorNode ?? worst?.node ?? "";
  return {
    id: printRecordAddress(row),
    flow: row.flowId,
    flowName: row.flowName,
    run: row.runId,
    version: row.version,
    key: row.key,
    label: row.label ?? "",
    outcome: row.state,
    message: row.errorMessage ?? worst?.message ?? "",
    node,
    nodeTitle: titles(row, node),
    targets: leaves.flatMap((leaf) => leaf.target ?? []),
    attempts: row.attempt,
    at: row.at.toISOString(),
    durationMs: row.durationMs ?? 0,
  };
}
