import { pauseFlow } from "@trasvase/db/queries/pause-flow.ts";
import { giveBackCreates, reserveCreates } from "@trasvase/db/queries/reserve-creates.ts";
import { countWanted } from "@trasvase/db/queries/wish.ts";
import type { Arrival, Ending } from "@trasvase/shared/effects.ts";
import { readFlowSettings } from "../flows/flow-settings.ts";
import { heldCapCode, heldFirstCode } from "./held.ts";
import type { LaneWork } from "./lane-work.ts";

/** A write that was decided and has not left. */
export interface WriteToAdmit {
  readonly arrival: Arrival;
  readonly isCreate: boolean;
}

/** Says which decided writes may leave. */
export interface Admission {
  /** One answer per write, in order: undefined for what may leave, else how it is held. */
  admit(writes: readonly WriteToAdmit[]): Promise<readonly (Ending | undefined)[]>;
  /** Takes back what was admitted as a create and did not become one. */
  giveBack(arrivals: readonly Arrival[]): Promise<void>;
}

const heldFirst: Ending = {
  kind: "retrying",
  code: heldFirstCode,
  message: "It is one of the first records of this flow, which wait until a person confirms them.",
};

/** What holds the writes of a flow back just now; undefined when nothing does. `confirmed`: records that a person let go. */
export function admissionOf(work: LaneWork, confirmed: ReadonlySet<string>): Admission | undefined {
  const settings = readFlowSettings(work.flow.settings);
  const { hold, mostCreates } = settings;
  if (hold) return new FirstRecords(work, confirmed, hold.count);
  return mostCreates === undefined ? undefined : new CreateCap(work, mostCreates);
}

/** Holds every write until a person has confirmed the first ones; pauses the flow once there are enough to look at. */
class FirstRecords implements Admission {
  readonly #work: LaneWork;
  readonly #confirmed: ReadonlySet<string>;
  readonly #count: number;
  readonly #held = new Set<string>();

  constructor(work: LaneWork, confirmed: ReadonlySet<string>, count: number) {
    this.#work = work;
    this.#confirmed = confirmed;
    this.#count = count;
  }

  async admit(writes: readonly WriteToAdmit[]): Promise<readonly (Ending | undefined)[]> {
    const answers = writes.map(({ arrival }) =>
      this.#confirmed.has(arrival.source.id) ? undefined : heldFirst,
    );
    writes.forEach(({ arrival }, index) => {
      if (answers[index]) this.#held.add(arrival.source.id);
    });
    const { engine, flow } = this.#work;
    // The lanes hold theirs side by side; those of a walk count in the database once it is settled.
    const settled = await countWanted(engine.database, flow.flowId, { code: heldFirstCode }, "confirm");
    if (settled + this.#held.size >= this.#count) {
      await pause(
        this.#work,
        "The first records wait for your confirmation. Nothing was written yet. Look at them and confirm or refuse them.",
      );
    }
    return answers;
  }

  async giveBack(): Promise<void> {}
}

/** Lets each run create so many records and holds the others; pauses the flow when it comes to that. */
class CreateCap implements Admission {
  readonly #work: LaneWork;
  readonly #most: number;

  constructor(work: LaneWork, most: number) {
    this.#work = work;
    this.#most = most;
  }

  async admit(writes: readonly WriteToAdmit[]): Promise<readonly (Ending | undefined)[]> {
    const creates = writes.filter((one) => one.isCreate);
    const left = new Map<string, number>();
    for (const [runId, wanted] of countByRun(creates.map((one) => one.arrival))) {
      const granted = await reserveCreates(this.#work.engine.database, runId, { wanted, most: this.#most });
      left.set(runId, granted);
      if (granted < wanted) await this.#pause();
    }
    return writes.map(({ arrival, isCreate }) => {
      if (!isCreate) return undefined;
      const runId = runOf(arrival);
      const granted = left.get(runId) ?? 0;
      left.set(runId, granted - 1);
      return granted > 0 ? undefined : this.#held();
    });
  }

  async giveBack(arrivals: readonly Arrival[]): Promise<void> {
    for (const [runId, count] of countByRun(arrivals)) {
      await giveBackCreates(this.#work.engine.database, runId, count);
    }
  }

  #held(): Ending {
    const message = `Its run has created ${this.#most} records, the most that one run of this flow may create. Allow more, or refuse it.`;
    return { kind: "retrying", code: heldCapCode, message };
  }

  async #pause(): Promise<void> {
    const reason = `A run has created ${this.#most} records, the most that one run may create, and more wait. Look at them and allow more, or refuse them.`;
    await pause(this.#work, reason);
  }
}

async function pause({ engine, flow }: LaneWork, reason: string): Promise<void> {
  await pauseFlow(engine.database, flow.workspaceId, flow.flowId, reason);
}

function countByRun(arrivals: readonly Arrival[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const arrival of arrivals) {
    const runId = runOf(arrival);
    counts.set(runId, (counts.get(runId) ?? 0) + 1);
  }
  return counts;
}

/** The id of a source record begins with the id of its run (source-records.ts). */
function runOf(arrival: Arrival): string {
  return arrival.source.id.slice(0, 36);
}
