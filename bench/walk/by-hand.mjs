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
  const { address } = order.customer;
  buffer += `${JSON.stringify({
    YourRef: order.id,
    Description: `Web order ${order.id}`,
    OrderDate: order.created.slice(0, 10),
    Currency: order.currency,
    AmountFC: order.total,
    OrderedByName: order.customer.name.toUpperCase(),
    OrderedByEmail: order.customer.email,
    DeliveryCountry: address.country,
    DeliveryCity: `${address.city} ${address.postcode}`,
    SalesOrderLines: order.lines.map((one) => ({ Item: one.sku, Quantity: one.qty, NetPrice: one.price })),
  })}\n`;
  if (buffer.length > 1 << 18) {
    if (!out.write(buffer)) await once(out, "drain");
    buffer = "";
  }
}
out.end(buffer);
await once(out, "finish");
