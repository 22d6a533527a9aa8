import { LANES_PER_FLOW } from "@trasvase/db/schema/lane.ts";

/** The lane of a key within its flow: the same key always falls in the same lane. FNV-1a over UTF-16 units, which needs no allocation. */
export function laneOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  // The low bits of FNV depend on the low bits of the text only; folding mixes the high ones in.
  return ((hash >>> 16) ^ (hash & 0xffff)) % LANES_PER_FLOW;
}
