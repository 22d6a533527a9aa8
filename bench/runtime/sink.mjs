/** The system that pushed records go to: answers every POST, and knows by its number which order came how often. */

import { createServer } from "node:http";

const times = new Uint8Array(4_000_000);
let received = 0;
const server = createServer((request, response) => {
  let body = "";
  request.setEncoding("latin1");
  request.on("data", (data) => {
    body += data;
  });
  request.on("end", () => {
    const number = Number(/"YourRef":"W-(\d+)"/.exec(body)?.[1]);
    times[number]++;
    received++;
    response.writeHead(201, { "content-type": "application/json", "content-length": 13 });
    response.end('{"id":"done"}');
  });
});
server.keepAliveTimeout = 120_000;
server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
process.on("message", ({ from, to }) => {
  let distinct = 0;
  let doubled = 0;
  for (let number = from; number < to; number++) {
    if (times[number] > 0) distinct++;
    if (times[number] > 1) doubled++;
  }
  process.send({ received, distinct, doubled });
});
process.on("disconnect", () => process.exit());
