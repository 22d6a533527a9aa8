import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createSandbox, demoConnections } from "../nodes/connectors/sandboxes.ts";
import { isJsonObject, type Json, type JsonObject } from "../shared/json.ts";

/*
 * The strict stand-in of Exact Online, in a process of its own, which also tells what it holds: GET /held answers every e-mail address of a
 * customer and every reference of an order, as often as there is one. Prints one line with what a connection to it needs.
 */
const stand = createSandbox("exact-online", { basePath: "/sandbox/exact-online" });

const server = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const url = `http://${request.headers.host}${request.url}`;
  const answer =
    request.url === "/held"
      ? Response.json({ emails: valuesOf("Email"), references: valuesOf("YourRef") })
      : await stand.handle(
          new Request(url, {
            method: request.method ?? "GET",
            headers: Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
            ...(parts.length > 0 ? { body: Buffer.concat(parts) } : {}),
          }),
        );
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
});
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => {
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const connection = demoConnections(base).find((one) => one.connector === "exact-online");
  process.stdout.write(
    `${JSON.stringify({ base, settings: connection?.settings, secrets: connection?.secrets })}\n`,
  );
});
process.on("disconnect", () => process.exit(0));

function valuesOf(field: string): string[] {
  const found: string[] = [];
  const look = (value: Json): void => {
    if (Array.isArray(value)) for (const one of value as readonly Json[]) look(one);
    else if (isJsonObject(value)) lookInto(value);
  };
  const lookInto = (value: JsonObject): void => {
    const own = value[field];
    if (typeof own === "string" && own !== "") found.push(own);
    for (const one of Object.values(value)) look(one);
  };
  look(stand.snapshot());
  return found;
}
