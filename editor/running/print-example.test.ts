import { execFile } from "node:child_process";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { webhookSettings } from "@trasvase/nodes/connectors/webhook/definition.ts";
import { verifyPush } from "@trasvase/nodes/connectors/webhook/verify-push.ts";
import { expect, it } from "vitest";
import { printExample } from "./print-example.ts";

const secret = "whsec_c2VjcmV0IG9mIHRoZSBzaG9w";

/** Runs an example against a server that keeps what it is sent. */
async function run(settings: object): Promise<{ headers: IncomingHttpHeaders; body: Buffer }> {
  let answer: { headers: IncomingHttpHeaders; body: Buffer } | undefined;
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    answer = { headers: request.headers, body: Buffer.concat(parts) };
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const script = printExample(`http://127.0.0.1:${port}/hooks/it's`, settings).replace("'…'", `'${secret}'`);
  await promisify(execFile)("bash", ["-ec", script]);
  server.close();
  if (!answer) throw new Error("The example sent nothing.");
  return answer;
}

it.each([
  ["the address alone", {}],
  ["a token", { proof: "token" }],
  ["a token in a header of its own", { proof: "token", header: "X-Key" }],
  ["an HMAC in hex", { proof: "hmac", prefix: "sha256=" }],
  ["an HMAC in base64", { proof: "hmac", encoding: "base64", algorithm: "sha512", header: "X-Sign" }],
  ["Standard Webhooks", { proof: "standard-webhooks" }],
])("the example by %s is let in as it stands", async (_, given) => {
  const { body, headers } = await run(given);
  const header = (name: string) => [headers[name]].flat()[0];
  expect(verifyPush(webhookSettings.parse(given), secret, { header, body, at: Date.now() })).toBeUndefined();
  expect(JSON.parse(body.toString())).toMatchObject({ id: "1001" });
});
