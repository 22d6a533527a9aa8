import { hash } from "node:crypto";
import { logDay } from "@trasvase/db/queries/ensure-log-partition.ts";
import { findFlowTerms } from "@trasvase/db/queries/find-flow-terms.ts";
import { countIntake, findOrAddIntakeRun } from "@trasvase/db/queries/insert-run.ts";
import { noteSeenDeliveries } from "@trasvase/db/queries/note-seen-deliveries.ts";
import type { RawRecord } from "@trasvase/shared/connector.ts";
import type { Pushed } from "../engine-access.ts";
import type { FlowPlace } from "../queue/queue.ts";
import { backlogOf, isFull } from "./backlog.ts";
import { makeChunks } from "./chunks.ts";
import type { Engine } from "./engine.ts";
import type { OpenVersion } from "./open-versions.ts";
import { nameRecords } from "./source-records.ts";

/** Records of one request. */
export interface PushedRecords {
  readonly records: readonly RawRecord[];
  /** The sender's id of this delivery; the same id again is accepted once. */
  readonly deliveryId: string | undefined;
}

interface Waiting {
  readonly push: PushedRecords;
  /** Hash of the sender's id. */
  readonly seen: string | undefined;
  resolve(pushed: Pushed): void;
  reject(error: unknown): void;
}

const mostTogether = 2_000;
const retryAfterSeconds = 5;

/**
 * Stores pushed records. While one transaction of a flow is being committed, the requests that come in meanwhile are gathered for the
 * next: each is answered after its own commit, and a burst does not pay for one commit each.
 */
export class PushIntake {
  readonly #engine: Engine;
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Resolves after the records are durable, or says why nothing was stored. */
  append(place: FlowPlace, push: PushedRecords): Promise<Pushed> {
    const seen = push.deliveryId === undefined ? undefined : hash("sha256", push.deliveryId, "hex");
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { push, seen, resolve, reject };
      const queue = this.#waiting.get(place.flowId);
      if (queue) {
        queue.push(waiting);
        return;
      }
      this.#waiting.set(place.flowId, [waiting]);
      void this.#drain(place);
    });
  }

  async #drain(place: FlowPlace): Promise<void> {
    for (
      let queue = this.#waiting.get(place.flowId);
      queue?.length;
      queue = this.#waiting.get(place.flowId)
    ) {
      const together = takeTogether(queue);
      try {
        const answers = await this.#store(place, together);
        together.forEach((one, index) => {
          const answer = answers[index];
          if (answer) one.resolve(answer);
          else one.reject(new Error("A push was left without an answer."));
        });
      } catch (error) {
        for (const one of together) one.reject(error);
      }
    }
    this.#waiting.delete(place.flowId);
  }

  async #store(place: FlowPlace, together: readonly Waiting[]): Promise<readonly Pushed[]> {
    const engine = this.#engine;
    const terms = await findFlowTerms(engine.database, place.flowId);
    if (!terms || terms.activeVersion === null) throw new Error(`Flow ${place.flowId} was never activated.`);
    if (isFull(await engine.queue.stats(place.flowId), backlogOf(engine, terms.settings))) {
      return together.map(() => ({ kind: "full", retryAfterSeconds }));
    }
    const version = await this.#openSource(place, terms.activeVersion);
    const intake = { ...version.place, version: version.version, day: logDay(new Date()) };
    const runId = await findOrAddIntakeRun(engine.database, intake);
    const lanes = new Set<number>();
    const answers = await engine.database.transaction(async (transaction) => {
      const ids = together.flatMap((one) => one.seen ?? []);
      const fresh = new Set(await noteSeenDeliveries(transaction, version.place, ids));
      const isNew = together.map((one) => one.seen === undefined || fresh.delete(one.seen));
      const accepted = together.filter((_, index) => isNew[index]).flatMap((one) => one.push.records);
      const repeated = together.filter((_, index) => !isNew[index]).flatMap((one) => one.push.records).length;
      const ordinal = await countIntake(transaction, runId, { read: accepted.length, repeated });
      const named = nameRecords(version, accepted, { runId, ordinal, readAt: new Date().toISOString() });
      const chunks = await makeChunks(engine, place, { runId, version: version.version }, named);
      await engine.queue.append(transaction, place, chunks);
      for (const chunk of chunks) lanes.add(chunk.lane);
      return together.map(
        ({ push }, index): Pushed =>
          isNew[index] ? { kind: "accepted", count: push.records.length } : { kind: "repeated" },
      );
    });
    // The records are stored, which is all that the senders wait for; a lane that is not told is found soon.
    engine.queue.wake(place, [...lanes]).catch(() => undefined);
    return answers;
  }

  /** A push is stored whatever is wrong behind the source: the records wait until it is repaired. */
  async #openSource(place: FlowPlace, version: number): Promise<OpenVersion> {
    const connections = await this.#engine.clients(place.workspaceId).refresh();
    return await this.#engine.versions.openSource(place, version, connections);
  }
}

function takeTogether(queue: Waiting[]): Waiting[] {
  const together: Waiting[] = [];
  let records = 0;
  for (let next = queue[0]; next; next = queue[0]) {
    records += next.push.records.length;
    if (together.length > 0 && records > mostTogether) break;
    together.push(next);
    queue.shift();
  }
  return together;
}
