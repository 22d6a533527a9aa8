/** The same work written by hand: `node by-hand.mjs IN OUT`. What a good engineer would write who only needs this one flow. */

import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";

const [input, output] = process.argv.slice(2);
const out = createWriteStream(output, { highWaterMark: 1 << 20 });
let buffer = "";
for await (const line of createInterface({
  input: createReadStream(input, { highWaterMark: 1 << 20 }),
  crlfDelay: Number.POSITIVE_INFINITY,
})) {
  if (line === "") continue;
  const order = JSON.parse(line);
  if (order.status !== "paid" || !(order.total > 0)) continue;
  const { address, company, name, email } = order.customer;
  buffer += `${JSON.stringify({
    YourRef: order.id,
    Description: `Web order ${order.id}`,
    OrderDate: new Date(order.created).toISOString().slice(0, 10),
    Period: order.created.slice(0, 7),
    Currency: order.currency,
    AmountFC: order.lines.reduce((sum, one) => sum + one.qty * one.price, 0),
    OrderedBy: company
      ? { Name: company.toUpperCase(), Contact: name, IsCompany: true }
      : { Name: name.toUpperCase(), IsCompany: false },
    Delivery: { Email: email, City: `${address.city} ${address.postcode}`, Country: address.country },
    LineCount: order.lines.length,
    SalesOrderLines: order.lines.map((one) => ({
      Item: one.sku,
      Description: one.description,
      Quantity: one.qty,
      NetPrice: one.price,
      Amount: one.qty * one.price,
    })),
  })}\n`;
  if (buffer.length > 1 << 18) {
    if (!out.write(buffer)) await once(out, "drain");
    buffer = "";
  }
}
out.end(buffer);
await once(out, "finish");
