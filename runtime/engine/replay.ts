import type { PassRow } from "@trasvase/shared/contract/preview.ts";
import { makePlan } from "@trasvase/shared/plan.ts";
import { openPlan } from "@trasvase/shared/walk.ts";
import { openReplayDoor } from "./effects.ts";
import type { Systems } from "./engine.ts";
import type { LoggedRecord } from "./log-records.ts";
import { catalogueOf } from "./open.ts";
import { passRow } from "./pass-rows.ts";
import { type RecordLeaf, walkRecords } from "./walk-records.ts";

/** A past walk derived again: every intermediate value, and where the paths ended. */
export interface Replayed {
  readonly passes: readonly PassRow[];
  readonly leaves: readonly RecordLeaf[];
}

/**
 * Walks a record through a graph with the effects it saw, and nothing else: no connection is opened, and which ones there are today does
 * not matter. The same graph gives back exactly the passes of the walk that stored them. Of another graph an effect is found by what was
 * asked; one that was never asked ends its path as rejected with the code `not-stored`.
 */
export async function replay(
  systems: Systems,
  graph: unknown,
  logged: LoggedRecord,
  options: { readonly samePlaces: boolean } = { samePlaces: true },
): Promise<Replayed> {
  const { plan } = makePlan(graph, catalogueOf(systems, undefined));
  if (!plan) return { passes: [], leaves: [] };
  const { effects, record } = logged;
  const door = openReplayDoor(new Map([[record.id, { effects, samePlaces: options.samePlaces }]]));
  const passes: PassRow[] = [];
  const [walked] = await walkRecords(openPlan(plan, systems.runners), [record], door, (pass) => {
    passes.push(passRow(pass));
  });
  return { passes, leaves: walked?.leaves ?? [] };
}
