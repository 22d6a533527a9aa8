import { openSync, writeSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { seededRandom } from "../../shared/expression/random.ts";
import { Book, type Done } from "./book.ts";
import { controlSchema, type Trouble, Troubles } from "./trouble.ts";

/*
 * The destination of the fault tests: a process of its own that knows nothing of the product. Every write it takes is a line of its file,
 * in the order of arrival, before it is answered. `node --import tsx faults/ledger/main.ts FILE` prints its port.
 */
const [path = "ledger.ndjson"] = process.argv.slice(2);
const file = openSync(path, "a");
const books = new Map<string, Book>();
const troubles = new Map<string, Troubles>();

function bookNamed(name: string): Book {
  const book = books.get(name) ?? new Book(name);
  books.set(name, book);
  return book;
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    if (!response.headersSent) send(response, { status: 400, body: { error: String(error) } });
  });
});
// The product keeps its connections; a ledger that closes them by itself would be a fault nobody asked for.
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
process.on("disconnect", () => process.exit(0));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://ledger");
  const [, area, name = "", what, id = ""] = url.pathname.split("/").map(decodeURIComponent);
  if (area === "control") return control(JSON.parse(await readBody(request)), response);
  if (area !== "books") return send(response, { status: 404, body: {} });
  const book = bookNamed(name);
  if (what === undefined) return send(response, { status: 200, body: {} });
  if (request.method === "GET") return send(response, book.find(url.searchParams.get("ref") ?? ""));
  const body: unknown = JSON.parse(await readBody(request));
  const key = String(request.headers["idempotency-key"] ?? "");
  const act = () => note(id === "" ? book.create(key, body) : book.update(id, body));
  const trouble = troubles.get(name)?.next();
  return trouble ? await troubled(request, response, trouble, act) : send(response, act());
}

/** Stands in the file before anybody is told. */
function note(done: Done): Done {
  if (done.line) writeSync(file, `${JSON.stringify(done.line)}\n`);
  return done;
}

async function troubled(
  request: IncomingMessage,
  response: ServerResponse,
  { kind, ms }: Trouble,
  act: () => Done,
): Promise<void> {
  switch (kind) {
    case "500":
      return send(response, { status: 500, body: { error: "scripted" } });
    case "429":
      response.setHeader("retry-after", String(Math.ceil(ms / 1000)));
      return send(response, { status: 429, body: { error: "scripted" } });
    case "500-after":
      act();
      return send(response, { status: 500, body: { error: "scripted, after it was done" } });
    case "reset":
      return void request.socket.destroy();
    case "drop":
      act();
      return void request.socket.destroy();
    case "hang":
      act();
      return;
    case "slow":
      await sleep(ms);
      return send(response, act());
    case "trickle":
      return await trickle(response, act(), ms);
  }
}

async function trickle(response: ServerResponse, { body, status }: Done, ms: number): Promise<void> {
  response.writeHead(status, { "content-type": "application/json" });
  for (const letter of JSON.stringify(body)) {
    if (response.destroyed) return;
    response.write(letter);
    await sleep(ms);
  }
  response.end();
}

function control(body: unknown, response: ServerResponse): void {
  const told = controlSchema.parse(body);
  if (told.honours) bookNamed(told.book).honours = told.honours;
  if (told.troubles) troubles.set(told.book, new Troubles(told.troubles, seededRandom(told.seed)));
  send(response, { status: 200, body: { ok: true } });
}

function send(response: ServerResponse, { body, status }: Pick<Done, "status" | "body">): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
