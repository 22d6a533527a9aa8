import { activationSchema } from "../shared/contract/activation.ts";
import { flowSchema } from "../shared/contract/flow.ts";
import type { JsonObject } from "../shared/json.ts";
import type { Ledger } from "./ledger/ledger.ts";
import type { Product } from "./product.ts";

/** A flow of the tests, active and ready to take records. */
export interface TestFlow {
  readonly id: string;
  /** The ledger's book behind its destination. */
  readonly book: string;
  /** Where records are pushed to; empty for a flow that reads. */
  readonly hookUrl: string;
}

/** What a flow of the tests may have besides a source and the ledger. */
export interface FlowOptions {
  readonly book: string;
  /** Records of its source: `event` (the default) or `state`. */
  readonly records?: "event" | "state";
  /** The mapping's text instead of one that passes everything on. */
  readonly mapping?: string;
  /** The file its source reads, below the files folder, instead of taking what is pushed. */
  readonly file?: string;
  /** Another address of the ledger, such as a line that can be cut. */
  readonly ledgerUrl?: string;
  readonly timeoutSeconds?: number;
}

const passOn = '{ "ref": ref, "source": source, "key": key, "seq": seq, "pad": pad }';

/** Makes and activates a flow: pushed or read records, those without `keep` filtered, mapped, and written to a book of the ledger. */
export async function makeFlow(product: Product, ledger: Ledger, options: FlowOptions): Promise<TestFlow> {
  const { book } = options;
  const baseUrl = `${options.ledgerUrl ?? ledger.url}/books/${book}`;
  await addConnection(product, `ledger-${book}`, "http", {
    baseUrl,
    timeoutSeconds: options.timeoutSeconds ?? 1,
  });
  await addConnection(
    product,
    `source-${book}`,
    options.file ? "file" : "webhook",
    options.file ? { folder: "" } : {},
  );
  const made = flowSchema.parse(
    await product.call("POST", "/api/flows", { file: { format: 1, graph: graphOf(options) } }),
  );
  const active = await activate(product, made.id);
  return { id: active.id, book, hookUrl: options.file ? "" : (active.hookUrl ?? "") };
}

/** Activates the draft of a flow as a person does who ticks everything. */
export async function activate(product: Product, flow: string) {
  const path = `/api/flows/${flow}`;
  const { asksStart, checks, revision } = activationSchema.parse(
    await product.call("GET", `${path}/activation`),
  );
  return flowSchema.parse(
    await product.call("POST", `${path}/activate`, {
      revision,
      confirmed: checks.filter((check) => check.level === "confirm").map((check) => check.code),
      ...(asksStart ? { start: { from: "everything" } } : {}),
    }),
  );
}

function graphOf({ book, file, mapping, records = "event" }: FlowOptions): JsonObject {
  const read: JsonObject = file
    ? { connection: `source-${book}`, resource: "ndjson", options: { path: file } }
    : { connection: `source-${book}`, resource: "records" };
  return {
    format: 1,
    name: `Fault test ${book}`,
    nodes: {
      in: { type: "source", config: { ...read, key: "key", records } },
      kept: { type: "filter", config: { keep: "keep" } },
      map: { type: "mapping", config: { expression: mapping ?? passOn } },
      out: {
        type: "destination",
        config: {
          connection: `ledger-${book}`,
          resource: "records",
          match: records === "event" ? "ref" : "key",
          options: {
            createPath: "/entries",
            updatePath: "/entries/{id}",
            findPath: records === "event" ? "/entries?ref={value}" : "/entries?key={value}",
          },
        },
      },
    },
    edges: [
      { from: "in", to: "kept" },
      { from: "kept", port: "kept", to: "map" },
      { from: "map", to: "out" },
    ],
    tables: {},
    layout: {},
  };
}

/** Makes a connection named as it is titled. */
export async function addConnection(
  product: Product,
  name: string,
  connector: string,
  settings: JsonObject,
  secrets: Readonly<Record<string, string>> = {},
): Promise<void> {
  await product.call("POST", "/api/connections", { name, title: name, connector, settings, secrets });
}
