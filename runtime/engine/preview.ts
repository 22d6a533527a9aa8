import type { Reader } from "@trasvase/shared/connector.ts";
import type { PassRow, Preview, PreviewRequest } from "@trasvase/shared/contract/preview.ts";
import type { Effects } from "@trasvase/shared/effects.ts";
import { makePlan, type Plan, type PlanStep, withReadableSource } from "@trasvase/shared/plan.ts";
import { openPlan } from "@trasvase/shared/walk.ts";
import { openDryDoor } from "./effects.ts";
import type { Engine, Systems } from "./engine.ts";
import { type LinkEnd, type Links, noLinks, openStoredLinks, WalkLinks } from "./links.ts";
import { catalogueOf, kindOfRecords, type OpenFlow, openFlow } from "./open.ts";
import { passRow } from "./pass-rows.ts";
import { type Asking, PreviewReads } from "./preview-reads.ts";
import { nameRecords, type QueuedRecord } from "./source-records.ts";
import { walkRecords } from "./walk-records.ts";

const reads = new WeakMap<Engine, PreviewReads>();

/**
 * Walks records through an unsaved graph as production would, with the same plan, walk and decisions; destinations answer with the request
 * they would send. Nothing is written anywhere: the walk is given readers only. Steps with problems refuse what reaches them, the others
 * work; a graph without one source or with a cycle gives its problems and no samples.
 */
export async function previewGraph(
  engine: Engine,
  workspaceId: string,
  request: PreviewRequest,
  signal: AbortSignal,
): Promise<Preview> {
  const clients = engine.clients(workspaceId);
  const connections = await clients.refresh();
  const { plan, problems } = makePlan(request.graph, catalogueOf(engine.systems, connections));
  if (!plan) return { problems: [...problems], samples: [] };
  const kept = reads.get(engine) ?? new PreviewReads();
  reads.set(engine, kept);
  const flow = openFlow(plan, engine.systems, connections, await engine.hashKey(workspaceId));
  const links = flow && linksOf(engine, workspaceId, flow, linkSource(flow, request.flow));
  const times = new AskingTimes(request.fresh === true ? Date.now() : 0);
  const samples = await previewSamples(
    {
      plan,
      flow,
      systems: engine.systems,
      connections,
      links,
      reader: (connection) => kept.reader(clients, connection, times),
      times,
      signal: AbortSignal.any([signal, AbortSignal.timeout(engine.limits.callTimeoutMs)]),
    },
    request.samples,
  );
  return { problems: [...problems], samples };
}

/** What a preview needs besides records. */
export interface PreviewTerms {
  readonly plan: Plan;
  /** Undefined while the source step cannot be opened. */
  readonly flow: OpenFlow | undefined;
  readonly systems: Pick<Systems, "runners" | "connectors">;
  readonly connections: ReadonlyMap<string, string>;
  /** Undefined: nothing is known to have been sent before. */
  readonly links: Links | undefined;
  reader(connection: string): Promise<Reader>;
  /** Knows when the answers that `reader` gives were got; left out: they are never kept. */
  readonly times?: AskingTimes;
  readonly signal: AbortSignal;
}

/** When the systems were asked what a walk's effects answer, by step. A walk goes step by step, so there is one step at a time. */
class AskingTimes implements Asking {
  readonly since: number;
  readonly #oldest = new Map<string, number>();
  #step = "";

  constructor(since: number) {
    this.since = since;
  }

  asked(at: number): void {
    this.#oldest.set(this.#step, Math.min(at, this.#oldest.get(this.#step) ?? at));
  }

  /** The same effects, noting whose they are. */
  watch({ lookUp, deliver }: Effects): Effects {
    const begin = (step: PlanStep) => {
      this.#step = step.name;
    };
    return {
      lookUp: (step, ...asked) => {
        begin(step);
        return lookUp(step, ...asked);
      },
      deliver: (step, ...asked) => {
        begin(step);
        return deliver(step, ...asked);
      },
    };
  }

  of(step: PlanStep): string | undefined {
    const at = this.#oldest.get(step.name);
    return at === undefined ? undefined : new Date(at).toISOString();
  }
}

/** Walks samples through a plan with readers only, and tells what every step did. */
export async function previewSamples(
  terms: PreviewTerms,
  samples: PreviewRequest["samples"],
): Promise<Preview["samples"]> {
  const { flow, plan, systems } = terms;
  const opened = flow?.opened ?? openPlan(withReadableSource(plan), systems.runners);
  const door = openDryDoor({
    opened,
    connections: terms.connections,
    connectors: systems.connectors,
    links: terms.links ?? new WalkLinks({ connection: "", resource: "" }),
    reader: terms.reader,
    signal: terms.signal,
  });
  const records = samples.map((sample, index) => sampleRecord(flow, sample, index));
  const passes = new Map<QueuedRecord, PassRow[]>(records.map((record) => [record, []]));
  const effects = terms.times?.watch(door) ?? door;
  const walked = await walkRecords(opened, records, effects, (pass, record) => {
    passes.get(record)?.push(passRow(pass, terms.times?.of(pass.step)));
  });
  return walked.map(({ leaves, record, state }) => ({
    key: record.key,
    state,
    passes: passes.get(record) ?? [],
    leaves: leaves.map((leaf) => ({ ...leaf })),
  }));
}

/** The links of a source, as previews see them. */
export function linksOf(engine: Engine, workspaceId: string, flow: OpenFlow, source: LinkEnd): Links {
  return kindOfRecords(flow) === "event" ? noLinks(source) : openStoredLinks(engine, workspaceId, source);
}

/** The source side of links. */
export function linkSource(flow: OpenFlow, flowId: string | undefined) {
  const { connection, resource } = flow.source;
  return { connection: connection === "" ? `flow:${flowId ?? ""}` : connection, resource };
}

/** A sample as a record of the source; one that has no key yet is named by its place. */
export function sampleRecord(
  flow: OpenFlow | undefined,
  sample: PreviewRequest["samples"][number],
  index: number,
): QueuedRecord {
  const place = { runId: "preview", ordinal: index, readAt: readTime(sample.readAt) };
  const [named] = flow ? nameRecords(flow, [{ data: sample.data }], place) : [];
  const plain: QueuedRecord = {
    id: `preview-${index}`,
    key: `preview-${index}`,
    data: sample.data,
    readAt: place.readAt,
    ordinal: index,
    deleted: false,
  };
  const record = named ?? plain;
  if (sample.key === undefined || sample.key === "") return record;
  const { refused: _, ...rest } = record;
  return { ...rest, key: sample.key };
}

function readTime(text: string): string {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? new Date().toISOString() : time.toISOString();
}
