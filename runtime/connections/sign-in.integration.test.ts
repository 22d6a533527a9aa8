import { sandboxCompanies } from "@trasvase/nodes/connectors/accountview/sandbox/seed.ts";
import { createAccountViewSandbox } from "@trasvase/nodes/connectors/accountview/sandbox.ts";
import { createExactOnlineSandbox } from "@trasvase/nodes/connectors/exact-online/sandbox.ts";
import type { Sandbox } from "@trasvase/nodes/connectors/sandbox.ts";
import { sandboxCredentials } from "@trasvase/nodes/connectors/sandbox-tokens.ts";
import { connectionSchema } from "@trasvase/shared/contract/connection.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { makeEngine } from "../engine/engine.ts";
import { openEngineAccess } from "../open-engine-access.ts";
import { systems } from "../systems.ts";
import { sandboxServices } from "../testing/sandbox-services.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let server: TestServer;
const exact = createExactOnlineSandbox();
const accountView = createAccountViewSandbox();
const stands = new Map<string, Sandbox>([
  ["exact.example", exact],
  ["av.example", accountView],
]);

beforeAll(async () => {
  server = await startTestServer((parts) =>
    openEngineAccess(makeEngine({ ...parts, systems, servicesFor: sandboxServices(parts, stands) })),
  );
  const { clientId, clientSecret } = sandboxCredentials;
  const make = (name: string, settings: object) =>
    server.asOwner("POST", "/api/connections", {
      name,
      title: name,
      connector: name,
      settings: { clientId, ...settings },
      secrets: { clientSecret },
    });
  await make("exact-online", { baseUrl: "https://exact.example", division: 3141592 });
  await make("accountview", { baseUrl: "https://av.example", company: sandboxCompanies[0].Id });
});
afterAll(() => server.drop());

async function begin(name: string): Promise<URL> {
  const answer = await server.asOwner("POST", `/api/connections/${name}/sign-in`);
  return new URL(z.object({ url: z.string() }).parse(await answer.json()).url);
}

/** The person agrees on the system's page, which sends the browser back. */
async function agree(name: string, stand: Sandbox, page: URL): Promise<string> {
  const back = (await stand.handle(new Request(page))).headers.get("location") ?? "";
  expect(back, name).toContain("/sign-in/system?");
  const { pathname, search } = new URL(back);
  return pathname + search;
}

async function stateOf(name: string) {
  return connectionSchema.parse(await (await server.asOwner("GET", `/api/connections/${name}`)).json());
}

describe("signing in on a system's own page", () => {
  it.each([
    ["exact-online", exact],
    ["accountview", accountView],
  ] as const)(
    "leaves %s working, with tokens of its own and no refresh token entered",
    async (name, stand) => {
      expect((await stateOf(name)).state).toBe("untested");
      const page = await begin(name);
      expect(page.searchParams.get("response_type")).toBe("code");
      expect(page.searchParams.get("redirect_uri")).toBe("http://localhost:3000/sign-in/system");
      const answer = await server.asOwner("GET", await agree(name, stand, page));
      expect([answer.status, answer.headers.get("location")]).toEqual([
        303,
        `/connections/${name}?sign-in=done`,
      ]);
      expect(await stateOf(name)).toMatchObject({ state: "working", stateMessage: "" });
    },
  );

  it("says when the person refused, and leaves the connection as it was", async () => {
    const page = await begin("exact-online");
    const state = encodeURIComponent(page.searchParams.get("state") ?? "");
    const answer = await server.asOwner("GET", `/sign-in/system?error=access_denied&state=${state}`);
    expect(answer.headers.get("location")).toBe("/connections/exact-online?sign-in=refused");
    expect((await stateOf("exact-online")).state).toBe("working");
  });

  it("says when the code is worth nothing, and keeps why with the connection", async () => {
    const page = await begin("exact-online");
    const state = encodeURIComponent(page.searchParams.get("state") ?? "");
    const answer = await server.asOwner("GET", `/sign-in/system?code=stolen-code&state=${state}`);
    expect(answer.headers.get("location")).toBe("/connections/exact-online?sign-in=failed");
    const { state: after, stateMessage } = await stateOf("exact-online");
    expect(after).toBe("broken");
    expect(stateMessage).toContain("Sign in again");
    expect(JSON.stringify([stateMessage, server.logged])).not.toContain("stolen-code");
  });

  it.each([
    ["was never given out", "nonsense"],
    ["is missing", ""],
  ])("refuses an answer whose state %s", async (_, state) => {
    const answer = await server.asOwner("GET", `/sign-in/system?code=x&state=${state}`);
    expect(answer.status).toBe(400);
  });

  it("may be ended only by a browser that is signed in here", async () => {
    const page = await begin("exact-online");
    const back = await agree("exact-online", exact, page);
    expect((await server.request(back)).status).toBe(401);
  });

  it("tells nothing of its secret to the system but the hash, where a hash is taken", async () => {
    const page = await begin("exact-online");
    expect(page.searchParams.has("code_challenge")).toBe(false);
    expect(page.href).not.toContain(sandboxCredentials.clientSecret);
  });
});

describe("the fields of a resource", () => {
  const fields = z.object({ rows: z.array(z.object({ name: z.string(), title: z.string() })) });

  it("come from the system where it tells them", async () => {
    const path = "/api/connections/accountview/resources/articles/fields";
    const { rows } = fields.parse(await (await server.asOwner("POST", path, {})).json());
    expect(rows.find(({ name }) => name === "K1_COLOR")?.title).toBe("Kleur");
  });

  it("come from the connector where it does not", async () => {
    const path = "/api/connections/exact-online/resources/items/fields";
    const { rows } = fields.parse(await (await server.asOwner("POST", path, {})).json());
    expect(rows.map(({ name }) => name)).toContain("SalesVatCode");
  });
});
