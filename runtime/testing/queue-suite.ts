import type { Database } from "@trasvase/db/client.ts";
import { newId } from "@trasvase/db/id.ts";
import { describe, expect, it } from "vitest";
import type { ChunkToAppend, FlowPlace, LaneClaim, Queue, QueuedChunk } from "../queue/queue.ts";

/** What the suite needs of the adapter it tests. */
export interface QueueUnderTest {
  readonly queue: Queue;
  readonly database: Database;
  /** A flow whose queue is empty. */
  makeFlow(): Promise<FlowPlace>;
}

const shortLeaseMs = 250;
const longLeaseMs = 60_000;

function chunkOf(lane: number, text: string): ChunkToAppend {
  const payload = new TextEncoder().encode(text);
  return { lane, runId: newId(), version: 1, count: 1, bytes: payload.length, payload, dataKeyId: 1 };
}

/** The contract of the queue, for every adapter. Call it inside a `describe` with what `beforeAll` will have made. */
export function testQueue(subject: () => QueueUnderTest): void {
  const store = (place: FlowPlace, ...chunks: ChunkToAppend[]) =>
    subject().database.transaction((within) => subject().queue.append(within, place, chunks));
  const append = async (place: FlowPlace, ...chunks: ChunkToAppend[]) => {
    await store(place, ...chunks);
    await subject().queue.wake(
      place,
      chunks.map((chunk) => chunk.lane),
    );
  };
  const claim = (leaseMs = longLeaseMs, withoutFlows: readonly string[] = []) =>
    subject().queue.claim({ owner: newId(), leaseMs, withoutFlows });
  const take = (held: LaneClaim) => subject().queue.take(held, longLeaseMs);
  const acknowledge = (held: LaneClaim, chunks: readonly QueuedChunk[]) =>
    subject().database.transaction((within) =>
      subject().queue.acknowledge(
        within,
        held,
        chunks.map((chunk) => chunk.id),
      ),
    );
  const release = async (held: LaneClaim) => {
    await subject().queue.release(held);
    await subject().queue.wake(held, [held.lane]);
  };
  /** Claims a lane and takes from it, which must both succeed. */
  const begin = async (leaseMs = longLeaseMs) => {
    const held = await claim(leaseMs);
    const taken = held ? await subject().queue.take(held, leaseMs) : [];
    const [chunk] = taken;
    if (!held || !chunk) throw new Error("nothing to take");
    return { held, taken, chunk };
  };

  /** Claims what there is, walks it and says in which order it came. */
  async function drain(): Promise<string[]> {
    const seen: string[] = [];
    for (let held = await claim(); held; held = await claim()) {
      for (let taken = await take(held); taken.length > 0; taken = await take(held)) {
        seen.push(...taken.map((chunk) => new TextDecoder().decode(chunk.payload)));
        expect(await acknowledge(held, taken)).toBe("ok");
      }
      await release(held);
    }
    return seen;
  }

  it("gives the chunks of a lane back in the order they were appended", async () => {
    const place = await subject().makeFlow();
    await append(place, chunkOf(3, "a"), chunkOf(3, "b"));
    await append(place, chunkOf(3, "c"));
    expect(await drain()).toEqual(["a", "b", "c"]);
    expect(await drain()).toEqual([]);
  });

  it("gives small chunks of one version together, up to a hundred records", async () => {
    const place = await subject().makeFlow();
    const sizes = [60, 30, 10, 1, 100, 99, 2];
    await append(place, ...sizes.map((count) => ({ ...chunkOf(3, String(count)), count })));
    await append(place, { ...chunkOf(3, "other"), version: 2 }, { ...chunkOf(3, "last"), version: 2 });
    const held = await claim();
    if (!held) throw new Error("nothing to claim");
    const together: string[][] = [];
    for (let taken = await take(held); taken.length > 0; taken = await take(held)) {
      together.push(taken.map((chunk) => new TextDecoder().decode(chunk.payload)));
      await acknowledge(held, taken);
    }
    expect(together).toEqual([["60", "30", "10"], ["1"], ["100"], ["99"], ["2"], ["other", "last"]]);
    await release(held);
  });

  it("takes the next chunks in the transaction that acknowledges the last ones, then gives the lane free", async () => {
    const { queue, database } = subject();
    const place = await subject().makeFlow();
    await append(place, { ...chunkOf(3, "a"), count: 100 }, chunkOf(3, "b"));
    const { held, taken } = await begin();
    const passOn = (done: readonly QueuedChunk[], leaseMs: number | undefined) =>
      database.transaction(async (within) => {
        expect(await acknowledge(held, done)).toBe("ok");
        return await queue.takeNextOrRelease(within, held, leaseMs);
      });
    const next = await passOn(taken, longLeaseMs);
    expect(next).toMatchObject([{ attempts: 1, count: 1 }]);
    expect(await claim()).toBeUndefined();
    expect(await passOn(next, longLeaseMs)).toEqual([]);
    expect(await claim()).toBeUndefined();
    await append(place, chunkOf(3, "c"), chunkOf(3, "d"));
    const again = await begin();
    expect(again.held.epoch).toBeGreaterThan(held.epoch);
    await release(again.held);
    expect(await drain()).toEqual(["c", "d"]);
  });

  it("keeps nothing of an append whose transaction fails", async () => {
    const place = await subject().makeFlow();
    const failing = subject().database.transaction(async (within) => {
      await subject().queue.append(within, place, [chunkOf(1, "lost")]);
      throw new Error("later in the same transaction");
    });
    await expect(failing).rejects.toThrow("later in the same transaction");
    expect(await drain()).toEqual([]);
    expect(await subject().queue.stats(place.flowId)).toMatchObject({ records: 0, chunks: 0 });
  });

  it("never gives a lane to two at once, and one lane does not hold up another", async () => {
    const place = await subject().makeFlow();
    await append(place, chunkOf(0, "a"), chunkOf(1, "b"));
    const claims = await Promise.all([claim(), claim(), claim()]);
    const held = claims.filter((one) => one !== undefined);
    expect(held.map((one) => one.lane).sort()).toEqual([0, 1]);
    for (const one of held) await release(one);
    await drain();
  });

  it("fences a claim whose lease ran out: the newer owner goes on, the older one can change nothing", async () => {
    const place = await subject().makeFlow();
    await append(place, chunkOf(5, "a"));
    const { held: stale, chunk: first, taken } = await begin(shortLeaseMs);
    expect(await claim()).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, shortLeaseMs + 50));
    const newer = await claim();
    if (!newer) throw new Error("the lane did not come back");
    expect(newer.epoch).toBeGreaterThan(stale.epoch);
    expect(await acknowledge(stale, taken)).toBe("fenced");
    expect(await subject().queue.hold(subject().database, stale, longLeaseMs)).toBe(false);
    expect(await take(stale)).toEqual([]);
    await subject().queue.release(stale);
    expect(await claim()).toBeUndefined();
    const again = await take(newer);
    expect(again).toMatchObject([{ id: first.id, attempts: 2 }]);
    expect(await acknowledge(newer, again)).toBe("ok");
    await release(newer);
  });

  it("gives each chunk alone whose walk did not come back, and the others together behind them", async () => {
    const place = await subject().makeFlow();
    await append(place, chunkOf(5, "a"), chunkOf(5, "b"));
    await begin(shortLeaseMs);
    await append(place, chunkOf(5, "c"), chunkOf(5, "d"));
    await new Promise((resolve) => setTimeout(resolve, shortLeaseMs + 50));
    const held = await claim();
    if (!held) throw new Error("the lane did not come back");
    const together: [string, number][][] = [];
    for (let taken = await take(held); taken.length > 0; taken = await take(held)) {
      together.push(taken.map((chunk) => [new TextDecoder().decode(chunk.payload), chunk.attempts]));
      await acknowledge(held, taken);
    }
    expect(together).toEqual([
      [["a", 2]],
      [["b", 2]],
      [
        ["c", 1],
        ["d", 1],
      ],
    ]);
    await release(held);
  });

  it("does not acknowledge after the lease ran out, even when nobody else came", async () => {
    const place = await subject().makeFlow();
    await append(place, chunkOf(5, "a"));
    const { held, taken } = await begin(shortLeaseMs);
    await new Promise((resolve) => setTimeout(resolve, shortLeaseMs + 50));
    expect(await acknowledge(held, taken)).toBe("fenced");
    expect(await drain()).toEqual(["a"]);
  });

  it("renews a lease", async () => {
    const place = await subject().makeFlow();
    await append(place, chunkOf(2, "a"));
    const held = await claim(shortLeaseMs);
    if (!held) throw new Error("nothing to claim");
    expect(await subject().queue.hold(subject().database, held, longLeaseMs)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, shortLeaseMs + 50));
    expect(await claim()).toBeUndefined();
    await release(held);
    expect(await drain()).toEqual(["a"]);
  });

  it("does not count a walk that was stopped in order", async () => {
    const place = await subject().makeFlow();
    await append(place, chunkOf(2, "a"));
    const { held, chunk } = await begin();
    await subject().queue.putBack(held, [chunk.id], { restMs: 0, countsAsAttempt: false });
    await release(held);
    const next = await begin();
    expect(next.chunk).toMatchObject({ attempts: 1, marker: undefined });
    await release(next.held);
    await drain();
  });

  it("lets a lane rest with a chunk that was put back, and counts its attempt when asked to", async () => {
    const place = await subject().makeFlow();
    await append(place, { ...chunkOf(2, "a"), count: 100 }, chunkOf(2, "b"));
    const { held, chunk } = await begin();
    await subject().queue.putBack(held, [chunk.id], { restMs: 200, countsAsAttempt: true });
    expect(await take(held)).toEqual([]);
    await release(held);
    expect(await claim()).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, 250));
    const next = await begin();
    expect(next.taken).toMatchObject([{ id: chunk.id, attempts: 2 }]);
    await release(next.held);
    expect(await drain()).toEqual(["a", "b"]);
  });

  it("remembers which record was walked alone and which ones ended their worker", async () => {
    const place = await subject().makeFlow();
    await append(place, chunkOf(2, "a"));
    const { held, chunk } = await begin(shortLeaseMs);
    await subject().queue.mark(held, chunk.id, 7, [3, 4]);
    await new Promise((resolve) => setTimeout(resolve, shortLeaseMs + 50));
    const next = await begin();
    expect(next.taken).toMatchObject([{ attempts: 2, marker: 7, fatal: [3, 4] }]);
    await release(next.held);
    await drain();
  });

  it("serves a flow with one busy lane as often as a flow with many", async () => {
    const many = await subject().makeFlow();
    const few = await subject().makeFlow();
    const full = (lane: number, text: string) => ({ ...chunkOf(lane, text), count: 100 });
    const lanes = [0, 1, 2, 3, 4, 5, 6, 7];
    await append(many, ...lanes.flatMap((lane) => [full(lane, "many"), full(lane, "many")]));
    await append(few, full(0, "few"), full(0, "few"), full(0, "few"));
    const served: string[] = [];
    for (let turn = 0; turn < 6; turn++) {
      const { held, taken } = await begin();
      served.push(held.flowId);
      await acknowledge(held, taken);
      await release(held);
    }
    expect(served.filter((one) => one === few.flowId)).toHaveLength(3);
    await drain();
  });

  it("leaves out the flows it is told to", async () => {
    const place = await subject().makeFlow();
    await append(place, chunkOf(0, "a"));
    expect(await claim(longLeaseMs, [place.flowId])).toBeUndefined();
    expect(await drain()).toEqual(["a"]);
  });

  it("loses no wake-up to a release at the same moment", async () => {
    const { queue, database } = subject();
    const place = await subject().makeFlow();
    let appended = 0;
    let drained = 0;
    for (let round = 0; round < 40; round++) {
      await append(place, chunkOf(4, "x"));
      const { held, taken } = await begin();
      const giveFree = async () => {
        await database.transaction(async (within) => {
          await queue.acknowledge(
            within,
            held,
            taken.map((chunk) => chunk.id),
          );
          drained += (await queue.takeNextOrRelease(within, held, undefined)).length;
        });
        await queue.wake(held, [held.lane]);
      };
      appended += 2;
      drained++;
      await Promise.all([giveFree(), append(place, chunkOf(4, "y"))]);
      drained += (await drain()).length;
    }
    expect(drained).toBe(appended);
  });

  it("finds chunks whose lane was never told of them", async () => {
    const place = await subject().makeFlow();
    await store(place, chunkOf(6, "a"));
    expect(await claim()).toBeUndefined();
    await subject().queue.wakeForgotten();
    expect(await drain()).toEqual(["a"]);
  });

  describe("measuring", () => {
    it("counts records, bytes and age of what waits", async () => {
      const place = await subject().makeFlow();
      await append(place, { ...chunkOf(0, "abc"), count: 40 }, { ...chunkOf(9, "defg"), count: 2 });
      const stats = await subject().queue.stats(place.flowId);
      expect(stats).toMatchObject({ records: 42, bytes: 7, chunks: 2 });
      expect(stats.oldestMs).toBeGreaterThanOrEqual(0);
      await drain();
    });
  });
}
