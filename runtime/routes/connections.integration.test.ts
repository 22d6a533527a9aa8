import { findConnection } from "@trasvase/db/queries/find-connection.ts";
import { connectionSchema } from "@trasvase/shared/contract/connection.ts";
import { errorSchema } from "@trasvase/shared/contract/error.ts";
import { resourceSchema } from "@trasvase/shared/contract/resource.ts";
import { maskSecrets, Secret } from "@trasvase/shared/secret.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { openSecrets } from "../connections/seal-secrets.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let server: TestServer;

const secret = "canary-s3cret/ü&+";
const made = {
  name: "exact",
  title: "Exact Online",
  connector: "exact-online",
  settings: { baseUrl: "https://start.exactonline.nl", division: 7, clientId: "abc" },
  secrets: { clientSecret: secret },
};

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.drop());

async function stored(name: string) {
  const row = await findConnection(server.context.database, server.owner.workspaceId, name);
  if (!row) throw new Error(`There is no connection ${name}.`);
  return row;
}

async function revealed(name: string) {
  const secrets = openSecrets(server.context.keys, await stored(name));
  return Object.fromEntries(Object.entries(secrets).map(([key, one]) => [key, one.reveal()]));
}

/** The secret in every form in which it could slip out. */
const forms = [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString("base64"),
  Buffer.from(secret).toString("hex"),
];

describe("a connection", () => {
  it("keeps its secrets sealed and never answers them", async () => {
    const answers = [
      await server.asOwner("POST", "/api/connections", made),
      await server.asOwner("GET", "/api/connections"),
      await server.asOwner("GET", "/api/connections/exact"),
      await server.asOwner("PATCH", "/api/connections/exact", { title: "Exact" }),
      await server.asOwner("POST", "/api/connections", made),
      await server.asOwner("POST", "/api/connections/exact/check"),
    ];
    const texts = await Promise.all(answers.map((one) => one.text()));
    const rows = JSON.stringify(await server.context.database.execute("select * from connection"));
    for (const form of forms) {
      for (const text of [...texts, rows, ...server.logged]) expect(text).not.toContain(form);
    }
    expect(await revealed("exact")).toEqual({ clientSecret: secret });
    // Proves that the search above would find it.
    expect(maskSecrets(`x ${forms[1]} y`, [new Secret(secret)])).toBe("x ••• y");
  });

  it("says which secrets are set and since when", async () => {
    const answer = await (await server.asOwner("GET", "/api/connections/exact")).json();
    const { secretsSet } = connectionSchema.parse(answer);
    expect(Object.keys(secretsSet)).toEqual(["clientSecret"]);
    expect(Date.parse(secretsSet.clientSecret?.setAt ?? "")).toBeGreaterThan(Date.now() - 60_000);
  });

  it("keeps secrets that a change leaves out, and takes those it names", async () => {
    await server.asOwner("PATCH", "/api/connections/exact", { secrets: { refreshToken: "next" } });
    expect(await revealed("exact")).toEqual({ clientSecret: secret, refreshToken: "next" });
    await server.asOwner("PATCH", "/api/connections/exact", { secrets: { refreshToken: "" } });
    expect(await revealed("exact")).toEqual({ clientSecret: secret });
  });

  it("counts as untested after its settings changed, not after its title did", async () => {
    const { database } = server.context;
    await database.execute("update connection set state = 'working'");
    await server.asOwner("PATCH", "/api/connections/exact", { title: "Exact 2" });
    expect((await stored("exact")).state).toBe("working");
    await server.asOwner("PATCH", "/api/connections/exact", { settings: { ...made.settings, division: 8 } });
    expect((await stored("exact")).state).toBe("untested");
  });

  it("does not open another connection's secrets", async () => {
    await server.asOwner("POST", "/api/connections", { ...made, name: "other" });
    const row = await stored("exact");
    const other = await stored("other");
    expect(() => openSecrets(server.context.keys, { ...other, secrets: row.secrets })).toThrow();
  });

  it.each([
    ["a name with a capital", { ...made, name: "Exact" }, 400],
    ["a connector there is not", { ...made, name: "new", connector: "sap" }, 422],
    [
      "a connector named like a member of every object",
      { ...made, name: "new", connector: "constructor" },
      422,
    ],
    ["a missing setting", { ...made, name: "new", settings: {} }, 422],
    ["a missing secret", { ...made, name: "new", secrets: {} }, 422],
    ["a setting nobody knows", { ...made, name: "new", settings: { ...made.settings, x: 1 } }, 422],
    ["a name that is taken", made, 409],
  ])("with %s is refused with a reason", async (_, body, status) => {
    const response = await server.asOwner("POST", "/api/connections", body);
    expect(response.status).toBe(status);
    const text = await response.text();
    expect(errorSchema.parse(JSON.parse(text)).message).not.toBe("");
    for (const form of forms) expect(text).not.toContain(form);
  });

  it("that a flow uses cannot be deleted; the flows are named", async () => {
    const graph = {
      format: 1,
      name: "Uses other",
      nodes: { a: { type: "source", config: { connection: "other", resource: "salesOrders" } } },
    };
    const flow = z
      .object({ id: z.string() })
      .parse(await (await server.asOwner("POST", "/api/flows", { file: graph })).json());
    const refused = await server.asOwner("DELETE", "/api/connections/other");
    expect(refused.status).toBe(409);
    expect(errorSchema.parse(await refused.json()).message).toContain("Uses other");
    await server.asOwner("DELETE", `/api/flows/${flow.id}`);
    expect((await server.asOwner("DELETE", "/api/connections/other")).status).toBe(204);
    expect((await server.asOwner("GET", "/api/connections/other")).status).toBe(404);
  });

  it("says what can be read and written over it", async () => {
    const answer = await (await server.asOwner("GET", "/api/connections/exact/resources")).json();
    const { rows } = z.object({ rows: z.array(resourceSchema) }).parse(answer);
    expect(rows.map((row) => row.name)).toContain("salesOrders");
    expect(rows.find((row) => row.name === "salesOrders")?.fields.length).toBeGreaterThan(0);
  });
});
