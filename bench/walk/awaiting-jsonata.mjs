/** The same work with the `jsonata` package awaited per record: `node awaiting-jsonata.mjs IN OUT FLOW`. */

import { once } from "node:events";
import { createReadStream, createWriteStream, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const jsonata = createRequire(new URL("../../shared/package.json", import.meta.url))("jsonata");
const [input, output, flow] = process.argv.slice(2);
const { nodes } = JSON.parse(readFileSync(flow, "utf8"));
const keep = jsonata(nodes.paid.config.keep);
const toErp = jsonata(nodes.toErp.config.expression);
const out = createWriteStream(output, { highWaterMark: 1 << 20 });
let buffer = "";
for await (const line of createInterface({
  input: createReadStream(input, { highWaterMark: 1 << 20 }),
  crlfDelay: Number.POSITIVE_INFINITY,
})) {
  if (line === "") continue;
  const order = JSON.parse(line);
  if (!(await keep.evaluate(order))) continue;
  buffer += `${JSON.stringify(await toErp.evaluate(order))}\n`;
  if (buffer.length > 1 << 18) {
    if (!out.write(buffer)) await once(out, "drain");
    buffer = "";
  }
}
out.end(buffer);
await once(out, "finish");
