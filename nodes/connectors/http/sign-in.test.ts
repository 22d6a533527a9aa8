import { createHash } from "node:crypto";
import type { OpenConnection, WriteIntent } from "@trasvase/shared/connector.ts";
import { Secret } from "@trasvase/shared/secret.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../sandbox.ts";
import { sandboxCredentials } from "../sandbox-tokens.ts";
import { openWorld, systemAddress } from "../testing/open-world.ts";
import { createRestSandbox } from "../testing/rest-sandbox.ts";
import type { TestWorld } from "../testing/world.ts";
import { httpConnector } from "./client.ts";

const signal = new AbortController().signal;
const redirectUri = "https://flows.example/sign-in/system";
let world: TestWorld;
let sandbox: Sandbox;

beforeEach(async () => {
  ({ sandbox, world } = await openWorld((now) =>
    createRestSandbox({ token: "unused-token", seed: [], now }),
  ));
});
afterEach(() => world.close());

const connection: OpenConnection = {
  name: "rest",
  connector: "http",
  settings: {
    baseUrl: systemAddress,
    auth: "oauth2-code",
    authorizeUrl: `${systemAddress}/oauth/authorize`,
    tokenUrl: `${systemAddress}/oauth/token`,
    clientId: sandboxCredentials.clientId,
  },
  secrets: { clientSecret: new Secret(sandboxCredentials.clientSecret) },
};

const verifier = "a-verifier-that-only-this-server-knows-0123456789";
const challenge = createHash("sha256").update(verifier).digest("base64url");

async function codeOf(): Promise<string> {
  const request = { redirectUri, state: "s1", challenge };
  const page = httpConnector.signIn?.address(connection, world.services, request) ?? "";
  expect(new URL(page).searchParams.get("code_challenge_method")).toBe("S256");
  const back = (await sandbox.handle(new Request(page))).headers.get("location") ?? "";
  return new URL(back).searchParams.get("code") ?? "";
}

const write = async (intent: Partial<WriteIntent>) => {
  const writer = await httpConnector.openWriter(connection, world.services);
  const whole: WriteIntent = {
    id: "a1",
    resource: "records",
    options: { createPath: "/things" },
    action: "create",
    data: {},
    ...intent,
  };
  return (await writer.write([whole], signal))[0];
};

describe("HTTP, signed in by a person", () => {
  it("works after the sign-in, and goes on with tokens of its own", async () => {
    await httpConnector.signIn?.complete(connection, world.services, {
      code: await codeOf(),
      redirectUri,
      verifier,
    });
    expect(await write({ data: { name: "Zoë" } })).toMatchObject({ kind: "written" });
    world.advance(3_600_000);
    expect(await write({ id: "a2", data: { name: "Íñigo" } })).toMatchObject({ kind: "written" });
  });

  it("is refused when whoever brings the code does not know the secret behind the challenge", async () => {
    const answer = { code: await codeOf(), redirectUri, verifier: "another-verifier" };
    await expect(httpConnector.signIn?.complete(connection, world.services, answer)).rejects.toMatchObject({
      kind: "broken",
      code: "sign-in",
    });
  });

  it("says that nobody has signed in yet", async () => {
    await expect(write({ data: { name: "X" } })).rejects.toMatchObject({ code: "not-signed-in" });
  });

  it("puts the record into a body that a step describes", async () => {
    await httpConnector.signIn?.complete(connection, world.services, {
      code: await codeOf(),
      redirectUri,
      verifier,
    });
    const body = {
      name: "{customer.name}",
      greeting: "Dear {customer.name}",
      all: "{record}",
      count: "{n}",
      none: "{x}",
    };
    const data = { customer: { name: "Zoë" }, n: 3 };
    await write({ options: { createPath: "/things", body }, data });
    expect(JSON.parse(sandbox.requests().at(-1)?.body ?? "")).toEqual({
      name: "Zoë",
      greeting: "Dear Zoë",
      all: data,
      count: 3,
      none: null,
    });
  });
});
