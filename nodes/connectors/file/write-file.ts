import { createHash } from "node:crypto";
import type {
  FileStore,
  OutgoingRequest,
  WriteIntent,
  WriteResult,
  Writer,
} from "@trasvase/shared/connector.ts";
import { ConnectorError } from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { parseOptions } from "../parse-options.ts";
import { csvWriteOptions, fileWriteOptions } from "./definition.ts";
import { placeFile } from "./locate.ts";
import { PartFile } from "./part-file.ts";
import { columnsOf, printRow } from "./print-csv.ts";

/** Records of one chunk on their way into one file. */
interface Gathering {
  readonly first: WriteIntent;
  readonly records: Json[];
}

/**
 * The file that a chunk goes into: `out/orders.ndjson` becomes `out/orders.<mark>.ndjson`, marked by the first record's id, so that
 * writing the same chunk again replaces the same file.
 */
export function partPath(path: string, firstId: string): string {
  const mark = createHash("sha256").update(firstId).digest("hex").slice(0, 16);
  const slash = path.lastIndexOf("/") + 1;
  const dot = path.lastIndexOf(".");
  return dot > slash ? `${path.slice(0, dot)}.${mark}${path.slice(dot)}` : `${path}.${mark}`;
}

/** What a write of one record does, for people. */
export function describeFileWrite(intent: WriteIntent): OutgoingRequest {
  const { path } = parseOptions(fileWriteOptions.loose(), intent.options);
  return { method: "WRITE", url: path, headers: {}, body: intent.data };
}

/** Writes each chunk into a file of its own, which appears when it is complete. */
export class FileWriter implements Writer {
  readonly #files: FileStore;
  readonly #folder: string;
  readonly #gatherings = new Map<string, Gathering>();

  constructor(files: FileStore, folder: string) {
    this.#files = files;
    this.#folder = folder;
  }

  async write(intents: readonly WriteIntent[], signal: AbortSignal): Promise<readonly WriteResult[]> {
    signal.throwIfAborted();
    return intents.map((intent) => this.#take(intent));
  }

  async flush(): Promise<void> {
    for (const [key, gathering] of this.#gatherings) {
      await this.#writeOut(gathering);
      this.#gatherings.delete(key);
    }
  }

  /** What was not flushed is not written. */
  async close(): Promise<void> {
    this.#gatherings.clear();
  }

  #take(intent: WriteIntent): WriteResult {
    if (intent.action === "update") {
      return {
        kind: "rejected",
        code: "no-update",
        message: "A file cannot be updated record by record. Let the step create only.",
      };
    }
    const refusal = refuse(intent);
    if (refusal) return refusal;
    const key = JSON.stringify([intent.resource, intent.options]);
    const gathering = this.#gatherings.get(key);
    if (gathering) gathering.records.push(intent.data);
    else this.#gatherings.set(key, { first: intent, records: [intent.data] });
    return {
      kind: "written",
      id: intent.id,
      data: isJsonObject(intent.data) ? intent.data : {},
      request: describeFileWrite(intent),
    };
  }

  async #writeOut({ first, records }: Gathering): Promise<void> {
    const { path } = parseOptions(fileWriteOptions.loose(), first.options);
    const file = new PartFile(await placeFile(this.#files, this.#folder, partPath(path, first.id)));
    await file.append(print(first, records));
    await file.commit();
  }
}

function refuse(intent: WriteIntent): WriteResult | undefined {
  try {
    parseOptions(fileWriteOptions.loose(), intent.options);
    if (intent.resource !== "csv") return undefined;
    const { columns } = parseOptions(csvWriteOptions, intent.options);
    if (!isJsonObject(intent.data)) {
      return {
        kind: "rejected",
        code: "not-a-row",
        message: "A CSV row needs a record with fields. Map the record to an object.",
      };
    }
    const extra =
      columns.length === 0 ? undefined : Object.keys(intent.data).find((name) => !columns.includes(name));
    if (extra === undefined) return undefined;
    return {
      kind: "rejected",
      code: "unknown-column",
      message: `The record has the field "${extra.slice(0, 60)}", for which there is no column. Add the column or leave the field out.`,
    };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { kind: "rejected", code: error.code, message: error.message };
  }
}

function print(first: WriteIntent, records: readonly Json[]): string {
  switch (first.resource) {
    case "ndjson":
      return records.map((record) => `${JSON.stringify(record)}\n`).join("");
    case "json":
      return `[\n${records.map((record) => JSON.stringify(record)).join(",\n")}\n]\n`;
    default: {
      const { columns, delimiter, guardFormulas } = parseOptions(csvWriteOptions, first.options);
      const style = { delimiter, guardFormulas };
      const names = columns.length > 0 ? columns : columnsOf(records);
      const rows = records.map((record) =>
        printRow(isJsonObject(record) ? names.map((name) => record[name]) : [], style),
      );
      return printRow(names, { delimiter, guardFormulas: false }) + rows.join("");
    }
  }
}
