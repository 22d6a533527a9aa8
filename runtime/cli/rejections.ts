import { NdjsonWriter } from "@trasvase/nodes/connectors/file/write-ndjson.ts";
import type { Outcome } from "@trasvase/shared/outcome.ts";
import type { SourceRecord } from "@trasvase/shared/record.ts";
import { openLineOutput } from "./line-output.ts";

/** Takes the records of a run that did not end well. */
export interface Rejections {
  add(record: SourceRecord, outcome: Outcome): void;
  finish(): Promise<void>;
  abandon(): Promise<void>;
}

/** Told on a terminal without `--errors`; the rest is counted. */
const mostTold = 20;

/** Writes them as NDJSON (record, node, message …) to a file, or tells the first of them on stderr when there is none. */
export async function openRejections(path: string | undefined): Promise<Rejections> {
  if (path === undefined) return tellRejections();
  const output = await openLineOutput(path);
  const writer = new NdjsonWriter(output);
  let writing = Promise.resolve();
  return {
    add(record, outcome) {
      const { node, kind, code, message, field, value } = outcome;
      const line = {
        key: record.key,
        node,
        message,
        outcome: kind,
        ...(code === undefined ? {} : { code }),
        ...(field === undefined ? {} : { field }),
        ...(value === undefined ? {} : { value }),
        record: record.data,
      };
      const waiting = writer.add(line);
      if (waiting) writing = writing.then(() => waiting);
    },
    async finish() {
      await writing;
      await writer.flush();
      await output.finish();
    },
    abandon: () => output.abandon(),
  };
}

function tellRejections(): Rejections {
  let count = 0;
  return {
    add(record, outcome) {
      count++;
      if (count > mostTold) return;
      process.stderr.write(`${record.key}: ${outcome.node}: ${outcome.message}\n`);
    },
    async finish() {
      if (count > mostTold) {
        process.stderr.write(`… and ${count - mostTold} more; --errors FILE keeps all of them.\n`);
      }
    },
    abandon: async () => {},
  };
}
