import type { Database } from "@trasvase/db/client.ts";
import { newId } from "@trasvase/db/id.ts";
import { describe, expect, it } from "vitest";
import type { ChunkToAppend, FlowPlace, LaneClaim, Queue } from "../queue/queue.ts";

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
  const append = (place: FlowPlace, ...chunks: ChunkToAppend[]) =>
    subject().database.transaction((within) => subject().queue.append(within, place, chunks));
  const claim = (leaseMs = longLeaseMs, withoutFlows: readonly string[] = []) =>
    subject().queue.claim({ owner: newId(), leaseMs, withoutFlows });
  const take = (held: LaneClaim) =>
    subject().database.transaction((within) => subject().queue.take(within, held));
  const acknowledge = (held: LaneClaim, id: number) =>
    subject().database.transaction((within) => subject().queue.acknowledge(within, held, id));

  /** Claims what there is, walks it and says in which order it came. */
  async function drain(): Promise<string[]> {
    const seen: string[] = [];
    for (let held = await claim(); held; held = await claim()) {
      for (let chunk = await take(held); chunk; chunk = await take(held)) {
        seen.push(new TextDecoder().decode(chunk.payload));
        expect(await acknowledge(held, chunk.id)).toBe("ok");
      }
      await subject().queue.release(held);
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
    for (const one of held) await subject().queue.release(one);
    await drain();
  });

  it("fences a claim whose lease ran out: the newer owner goes on, the older one can change nothing", async () => {
    const place = await subject().makeFlow();
    await append(place, chunkOf(5, "a"));
    const stale = await claim(shortLeaseMs);
    if (!stale) throw new Error("nothing to claim");
    const first = await take(stale);
    if (!first) throw new Error("nothing to take");
    expect(await claim()).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, shortLeaseMs + 50));
    const newer = await claim();
    if (!newer) throw new Error("the lane did not come back");
    expect(newer.epoch).toBeGreaterThan(stale.epoch);
    expect(await acknowledge(stale, first.id)).toBe("fenced");
    expect(await subject().queue.hold(subject().database, stale, longLeaseMs)).toBe(false);
    await subject().queue.release(stale);
    expect(await claim()).toBeUndefined();
    const again = await take(newer);
    expect(again).toMatchObject({ id: first.id, attempts: 2 });
    expect(await acknowledge(newer, first.id)).toBe("ok");
    await subject().queue.release(newer);
  });

  it("does not acknowledge after the lease ran out, even when nobody else came", async () => {
    const place = await subject().makeFlow();
    await append(place, chunkOf(5, "a"));
    const held = await claim(shortLeaseMs);
    const chunk = held && (await take(held));
    if (!held || !chunk) throw new Error("nothing to take");
    await new Promise((resolve) => setTimeout(resolve, shortLeaseMs + 50));
    expect(await acknowledge(held, chunk.id)).toBe("fenced");
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
    await subject().queue.release(held);
    expect(await drain()).toEqual(["a"]);
  });

  it("does not count a walk that was stopped in order", async () => {
    const place = await subject().makeFlow();
    await append(place, chunkOf(2, "a"));
    const held = await claim();
    const chunk = held && (await take(held));
    if (!held || !chunk) throw new Error("nothing to take");
    await subject().queue.putBack(held, chunk.id, { restMs: 0, countsAsAttempt: false });
    await subject().queue.release(held);
    const next = await claim();
    expect(next && (await take(next))).toMatchObject({ attempts: 1, marker: undefined });
    if (next) await subject().queue.release(next);
    await drain();
  });

  it("lets a lane rest with a chunk that was put back, and counts its attempt when asked to", async () => {
    const place = await subject().makeFlow();
    await append(place, chunkOf(2, "a"), chunkOf(2, "b"));
    const held = await claim();
    const chunk = held && (await take(held));
    if (!held || !chunk) throw new Error("nothing to take");
    await subject().queue.putBack(held, chunk.id, { restMs: 200, countsAsAttempt: true });
    expect(await take(held)).toBeUndefined();
    await subject().queue.release(held);
    expect(await claim()).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, 250));
    const next = await claim();
    expect(next && (await take(next))).toMatchObject({ id: chunk.id, attempts: 2 });
    if (next) await subject().queue.release(next);
    expect(await drain()).toEqual(["a", "b"]);
  });

  it("remembers which record was walked alone and which ones ended their worker", async () => {
    const place = await subject().makeFlow();
    await append(place, chunkOf(2, "a"));
    const held = await claim();
    const chunk = held && (await take(held));
    if (!held || !chunk) throw new Error("nothing to take");
    await subject().queue.mark(held, chunk.id, 7, [3, 4]);
    expect(await take(held)).toMatchObject({ attempts: 2, marker: 7, fatal: [3, 4] });
    await subject().queue.release(held);
    await drain();
  });

  it("serves a flow with one busy lane as often as a flow with many", async () => {
    const many = await subject().makeFlow();
    const few = await subject().makeFlow();
    const lanes = [0, 1, 2, 3, 4, 5, 6, 7];
    await append(many, ...lanes.flatMap((lane) => [chunkOf(lane, "many"), chunkOf(lane, "many")]));
    await append(few, chunkOf(0, "few"), chunkOf(0, "few"), chunkOf(0, "few"));
    const served: string[] = [];
    for (let turn = 0; turn < 6; turn++) {
      const held = await claim();
      const chunk = held && (await take(held));
      if (!held || !chunk) throw new Error("nothing to take");
      served.push(held.flowId);
      await acknowledge(held, chunk.id);
      await subject().queue.release(held);
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
    const place = await subject().makeFlow();
    let appended = 0;
    let drained = 0;
    for (let round = 0; round < 20; round++) {
      await append(place, chunkOf(4, "x"));
      appended++;
      const held = await claim();
      if (!held) throw new Error("nothing to claim");
      for (let chunk = await take(held); chunk; chunk = await take(held)) {
        await acknowledge(held, chunk.id);
        drained++;
      }
      appended++;
      await Promise.all([subject().queue.release(held), append(place, chunkOf(4, "y"))]);
      drained += (await drain()).length;
    }
    expect(drained).toBe(appended);
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
