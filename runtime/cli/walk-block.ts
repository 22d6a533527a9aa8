import { readNdjson } from "@trasvase/nodes/connectors/file/read-ndjson.ts";
import type { Outcome, OutcomeCounts } from "@trasvase/shared/outcome.ts";
import type { SourceRecord } from "@trasvase/shared/record.ts";
import type { OpenFlow } from "../engine/open.ts";
import { runFiles, writingLines } from "../engine/run-files.ts";
import { nothingBehind } from "../engine/stored-effects.ts";
import type { LineBlock } from "./line-blocks.ts";

/** Walks blocks of lines of one flow that has nothing but files around it. */
export interface BlockWalk {
  readonly flow: OpenFlow;
  /** The destination in whose place lines are written. */
  readonly destination: string;
  /** What messages call the input. */
  readonly inputName: string;
}

/** A block walked: the lines that came out and what became of its records. */
export interface WalkedBlock {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly read: number;
  readonly counts: OutcomeCounts;
  readonly rejections: readonly { readonly record: SourceRecord; readonly outcome: Outcome }[];
}

/** Walks the lines of a block; its records have the names and ordinals that their place in the input gives them. */
export async function walkBlock(walk: BlockWalk, block: LineBlock): Promise<WalkedBlock> {
  let text = "";
  const rejections: { record: SourceRecord; outcome: Outcome }[] = [];
  const lines = {
    add(record: unknown): undefined {
      text += `${JSON.stringify(record)}\n`;
    },
  };
  const { read, counts } = await runFiles({
    flow: walk.flow,
    batches: recordsOf(walk.inputName, block),
    effects: writingLines(nothingBehind("Nothing is connected."), walk.destination, lines),
    onlyFiles: true,
    readBefore: block.recordsBefore,
    flush: async () => {},
    onRejected: (record, outcome) => rejections.push({ record, outcome }),
    wait: async () => {},
  });
  return { bytes: new TextEncoder().encode(text), read, counts, rejections };
}

async function* recordsOf(name: string, { bytes, linesBefore }: LineBlock) {
  const options = { name, ...(linesBefore === 0 ? {} : { linesBefore }) };
  for await (const { records } of readNdjson(only(bytes), options)) yield records;
}

async function* only(bytes: Uint8Array) {
  yield bytes;
}
