import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Flow } from "../../shared/contract/flow.ts";
import type { JsonObject } from "../../shared/json.ts";
import type { BenchServer } from "../runtime/server.ts";

const connection = "bench";
const known = new WeakSet<BenchServer>();

/** A flow that reads records from a file, with the given steps behind its source, one after the other. Answers its id. */
export async function makeFlow(
  server: BenchServer,
  name: string,
  { records, steps }: { readonly records: readonly JsonObject[]; readonly steps: readonly Step[] },
): Promise<string> {
  const folder = join(server.dataDir, "files", "bench");
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, `${name}.ndjson`),
    records.map((record) => `${JSON.stringify(record)}\n`).join(""),
  );
  if (!known.has(server)) {
    await server.addConnection(connection, "file", { folder: "bench" });
    known.add(server);
  }
  const source = {
    type: "source",
    config: { connection, resource: "ndjson", options: { path: `${name}.ndjson` }, key: "id" },
  };
  const named = [
    ["orders", source] as const,
    ...steps.map((step, index) => [`step${index + 1}`, step] as const),
  ];
  const file = {
    format: 1,
    name,
    nodes: Object.fromEntries(named),
    edges: named.slice(1).map(([to], index) => ({ from: named[index]?.[0] ?? "", to })),
    tables: {},
    layout: Object.fromEntries(named.map(([step], index) => [step, [index * 288, 0]])),
  };
  const { id } = await server.api<Flow>("POST", "/flows", { file });
  return id;
}

export interface Step extends JsonObject {
  readonly type: string;
  readonly config: JsonObject;
}

/** An order of 17 kB with a hundred lines. */
export function largeOrder(id: string): JsonObject {
  const lines = Array.from({ length: 100 }, (_, index) => ({
    line: index + 1,
    sku: `SKU-${String(index).padStart(5, "0")}`,
    title: `Article number ${index} in a longer description`,
    quantity: (index % 7) + 1,
    price: 10 + index / 4,
    vat: index % 3 === 0 ? 9 : 21,
    warehouse: index % 2 === 0 ? "main" : "north",
    note: "delivered with the next van",
  }));
  return {
    id,
    status: "paid",
    createdAt: "2026-11-20T10:00:00Z",
    customer: { email: "ana@casa.example", firstName: "Ana", lastName: "Ruiz", country: "ES" },
    lines,
    total: 1234.5,
  };
}

/** The first mapping's text: what its field `Probe` gives is what a measurement looks for. */
export const probedMapping =
  '{\n  "Probe": "x",\n  "Ref": id,\n  "Name": customer.firstName & " " & customer.lastName,\n  "Total": $sum(lines.(quantity * price)),\n  "Lines": [lines[quantity > 0].{ "Item": sku, "Text": title, "Quantity": quantity, "Amount": quantity * price, "Vat": vat }]\n}';
