import { findOwed } from "@trasvase/db/queries/find-due.ts";
import { findLoggedRecord, type LoggedRow } from "@trasvase/db/queries/find-logged-record.ts";
import { findVersion } from "@trasvase/db/queries/find-version.ts";
import type { RecordPlace } from "@trasvase/db/queries/list-records.ts";
import type { RecordDetail } from "@trasvase/shared/contract/record.ts";
import type { Sample } from "@trasvase/shared/contract/sample.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { parseRecords } from "./chunks.ts";
import type { Engine } from "./engine.ts";
import { type LoggedRecord, loggedLeavesSchema } from "./log-records.ts";
import { openOwed } from "./owed-walk.ts";
import { openPayload } from "./payload.ts";
import { replay } from "./replay.ts";
import { parseEffects, type StoredEffect } from "./stored-effects.ts";

/** The part of a record's detail that is derived from its contents. */
export type Explained = Pick<
  RecordDetail,
  "readAt" | "source" | "graph" | "leaves" | "passes" | "sent" | "keptUntil" | "standIns"
>;

/** What happened to a record in one walk: what was read, every step of it, what was sent. Undefined when the log no longer has it. */
export async function explainRecord(
  engine: Engine,
  workspaceId: string,
  place: RecordPlace,
): Promise<Explained | undefined> {
  const row = await findLoggedRecord(engine.database, workspaceId, place);
  if (!row) return undefined;
  const version = await findVersion(engine.database, workspaceId, row.flowId, row.version);
  const graph = (version?.graph ?? null) as Json;
  const leaves = loggedLeavesSchema.safeParse(row.leaves).data ?? [];
  const shared = {
    graph,
    leaves: leaves.map(({ recordId, ...outcome }) => ({ recordId, outcome })),
    keptUntil: new Date(Date.parse(place.day) + (place.retention + 1) * 86_400_000).toISOString(),
  };
  const logged = await openLogged(engine, row, place);
  if (!logged) {
    return { ...shared, readAt: row.at.toISOString(), source: null, passes: [], sent: [], standIns: false };
  }
  // A way that stand-ins do not take would be told wrongly.
  const passes = logged.deviates ? [] : (await replay(engine.systems, graph, logged)).passes;
  return {
    ...shared,
    readAt: logged.record.readAt,
    source: logged.record.data,
    passes: [...passes],
    sent: logged.effects.flatMap(sentRow),
    standIns: logged.standIns === true,
  };
}

/** A logged record as a sample for the editor. Undefined when its contents are not kept. */
export async function readLoggedSample(
  engine: Engine,
  workspaceId: string,
  place: RecordPlace,
): Promise<Sample | undefined> {
  const row = await findLoggedRecord(engine.database, workspaceId, place);
  const logged = row && (await openLogged(engine, row, place));
  if (!logged) return undefined;
  const { data, key, readAt } = logged.record;
  return { key, data, readAt, origin: "record", ...(logged.standIns ? { standIns: true } : {}) };
}

/**
 * The contents of a logged record: with its version, all that a replay needs. While something is owed for it they are complete, afterwards
 * their personal fields are stand-ins.
 */
export async function openLogged(
  engine: Engine,
  row: LoggedRow,
  place: RecordPlace,
): Promise<LoggedRecord | undefined> {
  const [owed] = await findOwed(engine.database, row.flowId, [row.recordId]);
  if (owed && samePlace(owed.log, place)) return await openOwed(engine, row, owed);
  if (!row.contents) return undefined;
  const list: unknown = JSON.parse(await openPayload(engine, row, "log", row.contents));
  const one: unknown = Array.isArray(list) ? list[row.contents.index] : undefined;
  if (typeof one !== "object" || one === null || !("record" in one) || !("effects" in one)) return undefined;
  const [record] = parseRecords([one.record]);
  if (!record) return undefined;
  return {
    record,
    effects: parseEffects(one.effects),
    ...("standIns" in one ? { standIns: true } : {}),
    ...("deviates" in one ? { deviates: true } : {}),
  };
}

function samePlace(
  log: { readonly retention: number; readonly day: string; readonly id: number } | undefined,
  place: RecordPlace,
) {
  return log?.retention === place.retention && log.day === place.day && log.id === place.id;
}

function sentRow(effect: StoredEffect): Explained["sent"] {
  if (effect.does !== "deliver") return [];
  const left =
    effect.sent !== undefined || effect.outcome.kind === "created" || effect.outcome.kind === "updated";
  if (!left) return [];
  const { request } = { request: effect.sent && { ...effect.sent, headers: { ...effect.sent.headers } } };
  return [
    {
      node: effect.node,
      answer: effect.target ?? null,
      at: new Date(effect.at).toISOString(),
      ...(request === undefined ? {} : { request }),
    },
  ];
}
