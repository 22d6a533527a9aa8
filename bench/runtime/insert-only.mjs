/** `node insert-only.mjs URL TABLE FILE BATCH`: reads the same orders and only inserts the same rows, in batches. What a good engineer would write. */

import { createReadStream } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [url, table, file, batch] = process.argv.slice(2);
const { default: postgres } = await import(
  createRequire(new URL("../../db/client.ts", import.meta.url)).resolve("postgres")
);
const sql = postgres(url, { max: 1, onnotice() {} });
const rows = [];
async function insert() {
  await sql`insert into ${sql(table)} ${sql(rows)}`;
  rows.length = 0;
}
const started = performance.now();
for await (const line of createInterface({ input: createReadStream(file, { highWaterMark: 1 << 20 }) })) {
  const order = JSON.parse(line);
  rows.push({
    id: order.id,
    number: order.number,
    status: order.status,
    created: order.created,
    currency: order.currency,
    total: order.total,
    customer: order.customer.name,
    email: order.customer.email,
    street: order.customer.address.street,
    city: order.customer.address.city,
    country: order.customer.address.country,
    lines: JSON.stringify(order.lines),
    note: order.note,
  });
  if (rows.length === Number(batch)) await insert();
}
if (rows.length > 0) await insert();
const milliseconds = performance.now() - started;
await sql.end();
process.stdout.write(`${JSON.stringify({ milliseconds })}\n`);
