import type { Database } from "@trasvase/db/client.ts";
import { listCreated } from "@trasvase/db/queries/list-created.ts";
import { loggedLeavesSchema } from "../engine/log-records.ts";

const pageSize = 1000;

/** What a run created, as CSV for a spreadsheet, in parts: key, label, resource, id, moment. The newest walk of each record counts. */
export async function* printCreated(
  database: Database,
  place: { readonly workspaceId: string; readonly runId: string },
): AsyncGenerator<string> {
  yield `${["key", "label", "resource", "id", "created"].join(",")}\r\n`;
  for (let after = 0; ; ) {
    const rows = await listCreated(database, place, { after, limit: pageSize });
    for (const row of rows) {
      const leaves = loggedLeavesSchema.safeParse(row.leaves).data ?? [];
      for (const { kind, target } of leaves) {
        if (kind !== "created") continue;
        const cells = [
          row.key,
          row.label ?? "",
          target?.resource ?? "",
          target?.id ?? "",
          row.at.toISOString(),
        ];
        yield `${cells.map(printCell).join(",")}\r\n`;
      }
    }
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    after = last.id;
  }
}

/** A cell that a spreadsheet takes as text: what it would run as a formula gets an apostrophe before it. */
export function printCell(text: string): string {
  const guarded = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
