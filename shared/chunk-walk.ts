import type { Arrival, Delivered, Effects, Ending, Question } from "./effects.ts";
import type { Json } from "./json.ts";
import type { Asked, DestinationTerms, Emission, LookupTerms, PureProcess, Verdict } from "./node.ts";
import { type Outcome, type OutcomeKind, worseKind } from "./outcome.ts";
import type { Plan, PlanStep } from "./plan.ts";
import type { SourceRecord } from "./record.ts";
import { endingOf, failureOf, lost, portAfter } from "./walk-endings.ts";
import { WalkItem } from "./walk-item.ts";

/** Where one path of the walk ended. Every path of every record ends in exactly one. */
export interface Leaf {
  /** Index of the source record in the walked chunk. */
  readonly origin: number;
  readonly recordId: string;
  readonly outcome: Outcome;
}

/** One record passing one step, as an observer sees it. */
export interface Pass {
  readonly origin: number;
  readonly recordId: string;
  readonly step: PlanStep;
  readonly input: Json;
  readonly outputs: readonly { readonly port: string; readonly data: Json; readonly recordId: string }[];
  readonly verdicts: readonly Verdict[];
  /** Of a lookup: the answer as `$steps` shows it. */
  readonly answer?: Json;
  readonly delivered?: Delivered;
  /** Set when the record ended or was refused here. */
  readonly outcome?: Outcome;
  /** True when the input depends on fields that a target system has not assigned yet. */
  readonly provisional: boolean;
  /** Milliseconds; of a lookup or destination the time of the whole bulk. */
  readonly durationMs: number;
}

/** How a chunk is walked. */
export interface WalkOptions {
  /** The moment that `$now` and `$millis` show, epoch milliseconds, one per source record or one for all. */
  readonly at: number | readonly number[];
  readonly effects: Effects;
  /** Told about every record at every step. Left out in production, where the log derives it by replay. */
  readonly observe?: (pass: Pass) => void;
  /** Milliseconds of a monotonic clock, for durations. */
  readonly clock?: () => number;
}

/** A chunk walked to its end: every leaf, and each source record's state (its worst leaf). */
export interface Walked {
  readonly leaves: readonly Leaf[];
  readonly states: readonly OutcomeKind[];
}

/** What an opened step does with the records that reach it. */
export type Work =
  | { readonly does: "read" }
  | { readonly does: "compute"; readonly process: PureProcess }
  | { readonly does: "look-up"; readonly terms: LookupTerms }
  | { readonly does: "write"; readonly terms: DestinationTerms }
  | { readonly does: "refuse"; readonly message: string; readonly code: string };

/** A plan with its steps opened; walks any number of chunks, one after the other or at once. */
export interface OpenPlan {
  readonly plan: Plan;
  readonly work: readonly Work[];
  /** Steps whose output some expression reads as `$steps.<name>`. */
  readonly remembered: ReadonlySet<string>;
}

/** One chunk on its way through an open plan. The walk takes its steps in order; this knows what waits where. */
export class ChunkWalk {
  readonly leaves: Leaf[] = [];
  readonly #opened: OpenPlan;
  readonly #records: readonly SourceRecord[];
  readonly #options: WalkOptions;
  readonly #inbox: WalkItem[][];
  readonly #clock: () => number;
  readonly #filtered = new Map<string, Outcome>();
  #ended: { readonly step: PlanStep; readonly ending: Ending; readonly outcome: Outcome } | undefined;

  constructor(opened: OpenPlan, records: readonly SourceRecord[], options: WalkOptions) {
    this.#opened = opened;
    this.#records = records;
    this.#options = options;
    this.#clock = options.clock ?? (() => 0);
    this.#inbox = opened.plan.steps.map(() => []);
    this.#inbox[opened.plan.source.index] = records.map((record, origin) =>
      WalkItem.ofSource(record, origin, this.#at(origin), opened.plan.tables),
    );
  }

  #at(origin: number): number {
    const { at } = this.#options;
    return typeof at === "number" ? at : (at[origin] ?? 0);
  }

  take(step: PlanStep): readonly WalkItem[] {
    const items = this.#inbox[step.index] ?? [];
    this.#inbox[step.index] = [];
    return items;
  }

  run(step: PlanStep, items: readonly WalkItem[]): Promise<void> | undefined {
    const work = this.#opened.work[step.index];
    switch (work?.does) {
      case "read": {
        const seen = this.#options.observe ? { started: this.#clock() } : unseen;
        for (const item of items) this.#emit(step, item, [{ port: "out", data: item.data }], seen);
        return undefined;
      }
      case "compute":
        for (const item of items) this.#compute(step, item, work.process);
        return undefined;
      case "look-up":
        return this.#lookUp(step, work.terms, items);
      case "write":
        return this.#write(step, work.terms, items);
      default: {
        const message = work?.message ?? "This step cannot run.";
        const ending: Ending = { kind: "rejected", code: work?.code ?? "broken", message };
        for (const item of items) this.#end(step, item, ending, { started: this.#clock() });
        return undefined;
      }
    }
  }

  #compute(step: PlanStep, item: WalkItem, process: PureProcess): void {
    const started = this.#options.observe ? this.#clock() : 0;
    try {
      const result = process(item.data, item);
      const seen = this.#options.observe ? { started, verdicts: result.verdicts } : unseen;
      if (result.emissions.length === 0) {
        const message = result.nothing ?? `"${step.title}" let nothing through.`;
        this.#end(step, item, { kind: "filtered", message }, seen);
        return;
      }
      this.#emit(step, item, result.emissions, seen);
    } catch (error) {
      this.#end(step, item, endingOf(error), { started });
    }
  }

  async #lookUp(step: PlanStep, terms: LookupTerms, items: readonly WalkItem[]): Promise<void> {
    const started = this.#clock();
    const asking: { readonly item: WalkItem; readonly asked: Asked; readonly first: number }[] = [];
    const questions: Question[] = [];
    for (const item of items) {
      try {
        const asked = terms.ask(item.data, item);
        asking.push({ item, asked, first: questions.length });
        for (const values of asked.values)
          questions.push({ recordId: item.recordId, source: item.sourceRecord, values });
      } catch (error) {
        this.#end(step, item, endingOf(error), { started });
      }
    }
    const answers = questions.length > 0 ? await this.#options.effects.lookUp(step, terms, questions) : [];
    for (const { item, asked, first } of asking) {
      const own = answers.slice(first, first + asked.values.length);
      const failure = failureOf(step, terms, asked, own);
      if (failure) {
        this.#end(step, item, failure, { started });
        continue;
      }
      const found = own.map((one) => (one.kind === "found" ? one.record.data : null));
      const answer: Json = asked.each ? found : (found[0] ?? null);
      const port = terms.onMissing === "port" && found.includes(null) ? "missing" : "found";
      const richer = item.remember(step.name, answer, this.#opened.remembered);
      this.#emit(step, richer, [{ port, data: item.data }], { started, answer });
    }
  }

  async #write(step: PlanStep, terms: DestinationTerms, items: readonly WalkItem[]): Promise<void> {
    const started = this.#clock();
    const arrivals = items.map(
      (item): Arrival => ({
        id: `${item.recordId}/${step.name}`,
        source: item.sourceRecord,
        key: item.key,
        data: item.data,
      }),
    );
    const delivered = await this.#options.effects.deliver(step, terms, arrivals);
    items.forEach((item, index) => {
      const one = delivered[index] ?? lost(step);
      const port = portAfter(one.outcome.kind);
      const goesOn = port !== undefined && (step.next.get(port)?.length ?? 0) > 0;
      if (!goesOn) {
        this.#end(step, item, one.outcome, { started, delivered: one });
        return;
      }
      let next = item;
      if (port === "done")
        next = item.remember(step.name, one.target ?? item.data, this.#opened.remembered, one.provisional);
      else next = item.withError({ code: one.outcome.code ?? "rejected", message: one.outcome.message });
      const outcome: Outcome = { ...one.outcome, node: step.name };
      this.#emit(step, next, [{ port, data: item.data }], { started, delivered: one, outcome });
    });
  }

  #emit(step: PlanStep, item: WalkItem, emissions: readonly Emission[], seen: Seen): void {
    const outputs: { port: string; data: Json; recordId: string }[] | undefined = this.#options.observe && [];
    for (const emission of emissions) {
      const behind = step.next.get(emission.port);
      const child = item.leave(step.name, emission);
      outputs?.push({ port: emission.port, data: emission.data, recordId: child.recordId });
      if (behind && behind.length > 0) {
        const remembers = step.type === "mapping" || step.type === "split";
        const next = remembers ? child.remember(step.name, emission.data, this.#opened.remembered) : child;
        for (const index of behind) this.#inbox[index]?.push(next);
      } else {
        const outcome = this.#unconnected(step, emission.port);
        this.leaves.push({ origin: item.origin, recordId: child.recordId, outcome });
      }
    }
    if (outputs) this.#observe(step, item, outputs, seen);
  }

  /** Nothing is connected there on purpose; one outcome serves all records of the chunk. */
  #unconnected(step: PlanStep, port: string): Outcome {
    const place = `${step.index} ${port}`;
    const known = this.#filtered.get(place);
    if (known) return known;
    const title = step.ports.find((one) => one.name === port)?.title ?? port;
    const message = `Left "${step.title}" by "${title}", where nothing is connected.`;
    const outcome: Outcome = { kind: "filtered", node: step.name, port, message };
    this.#filtered.set(place, outcome);
    return outcome;
  }

  #end(step: PlanStep, item: WalkItem, ending: Ending, seen: Seen): void {
    const outcome = this.#placed(step, ending);
    this.leaves.push({ origin: item.origin, recordId: item.recordId, outcome });
    if (this.#options.observe) this.#observe(step, item, [], { ...seen, outcome });
  }

  /** An ending that many records share (a line written, say) becomes one outcome for all of them. */
  #placed(step: PlanStep, ending: Ending): Outcome {
    const last = this.#ended;
    if (last && last.ending === ending && last.step === step) return last.outcome;
    const outcome: Outcome = { ...ending, node: step.name };
    this.#ended = { step, ending, outcome };
    return outcome;
  }

  #observe(step: PlanStep, item: WalkItem, outputs: Pass["outputs"], seen: Seen): void {
    this.#options.observe?.({
      origin: item.origin,
      recordId: item.recordId,
      step,
      input: item.data,
      outputs,
      verdicts: seen.verdicts ?? [],
      ...(seen.answer === undefined ? {} : { answer: seen.answer }),
      ...(seen.delivered ? { delivered: seen.delivered } : {}),
      ...(seen.outcome ? { outcome: seen.outcome } : {}),
      provisional: item.provisional,
      durationMs: this.#clock() - seen.started,
    });
  }

  states(): readonly OutcomeKind[] {
    const states: OutcomeKind[] = this.#records.map(() => "filtered");
    for (const leaf of this.leaves) {
      states[leaf.origin] = worseKind(states[leaf.origin] ?? "filtered", leaf.outcome.kind);
    }
    return states;
  }
}

interface Seen {
  readonly started: number;
  readonly verdicts?: readonly Verdict[] | undefined;
  readonly answer?: Json;
  readonly delivered?: Delivered;
  readonly outcome?: Outcome;
}

/** Where nobody looks. */
const unseen: Seen = { started: 0 };
