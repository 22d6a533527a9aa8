import { session } from "@trasvase/db/schema/session.ts";
import { signInLink } from "@trasvase/db/schema/sign-in-link.ts";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { makeSignInLink } from "./sign-in-link.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.drop());

async function newLink(): Promise<string> {
  const { database } = server.context;
  const link = await makeSignInLink(database, server.owner.userId, new URL("http://localhost:3000"));
  return link.pathname + link.search;
}

async function signIn(cookie?: string): Promise<string> {
  const response = await server.request(await newLink(), cookie ? { headers: { cookie } } : {});
  return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

async function statusWith(cookie: string): Promise<number> {
  return (await server.request("/api/session", { headers: { cookie } })).status;
}

describe("the sign-in link", () => {
  it("signs in once and leads to the editor", async () => {
    const link = await newLink();
    const first = await server.request(link);
    expect(first.status).toBe(303);
    expect(first.headers.get("location")).toBe("/");
    const second = await server.request(link);
    expect(second.status).toBe(401);
    expect(second.headers.get("set-cookie")).toBeNull();
  });

  it("signs in one of two who use it at the same moment", async () => {
    const link = await newLink();
    const both = await Promise.all([server.request(link), server.request(link)]);
    expect(both.map((one) => one.status).sort()).toEqual([303, 401]);
  });

  it("ends after its time", async () => {
    const link = await newLink();
    await server.context.database.update(signInLink).set({ expiresAt: sql`now() - interval '1 second'` });
    expect((await server.request(link)).status).toBe(401);
  });

  it.each(["", "x", "A".repeat(43), `${"A".repeat(42)}%00`])(
    "is refused with the token %j",
    async (token) => {
      expect((await server.request(`/sign-in?token=${token}`)).status).toBe(401);
    },
  );
});

describe("a session", () => {
  it("is kept in a cookie that scripts and other sites do not get", async () => {
    const response = await server.request(await newLink());
    const cookie = response.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^trasvase-3000=[\w-]{43};/);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).not.toMatch(/Secure|Domain/);
  });

  it("is sent over https only where the server is reached by https", async () => {
    const secure = await startTestServer({}, { BASE_URL: "https://flows.example.com" });
    try {
      const { database } = secure.context;
      const link = await makeSignInLink(database, secure.owner.userId, new URL("https://flows.example.com"));
      const response = await secure.request(link.pathname + link.search);
      expect(response.headers.get("set-cookie")).toMatch(/^__Host-trasvase=.*Secure/);
    } finally {
      await secure.drop();
    }
  });

  it("is stored as a hash only", async () => {
    const token = (await signIn()).split("=")[1] ?? "";
    const rows = await server.context.database.select().from(session);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows.some((row) => Buffer.from(row.tokenHash).toString("latin1").includes(token))).toBe(false);
  });

  it("is a new one at every sign-in, and the old one ends", async () => {
    const first = await signIn();
    const second = await signIn(first);
    expect(second).not.toBe(first);
    expect(await statusWith(first)).toBe(401);
    expect(await statusWith(second)).toBe(200);
  });

  it("ends with signing out", async () => {
    const cookie = await signIn();
    const headers = { cookie, origin: "http://localhost:3000" };
    expect((await server.request("/api/session", { method: "DELETE", headers })).status).toBe(204);
    expect(await statusWith(cookie)).toBe(401);
  });

  it.each(["idleExpiresAt", "absoluteExpiresAt"] as const)("ends at its %s", async (column) => {
    const cookie = await signIn();
    expect(await statusWith(cookie)).toBe(200);
    await server.context.database.update(session).set({ [column]: sql`now() - interval '1 second'` });
    expect(await statusWith(cookie)).toBe(401);
  });

  it("goes on while it is used, but never beyond its last moment", async () => {
    const cookie = await signIn();
    const { database } = server.context;
    await database.update(session).set({
      lastSeenAt: sql`now() - interval '2 hours'`,
      idleExpiresAt: sql`now() + interval '1 minute'`,
      absoluteExpiresAt: sql`now() + interval '2 minutes'`,
    });
    expect(await statusWith(cookie)).toBe(200);
    const [row] = await database.select().from(session).orderBy(sql`created_at desc`).limit(1);
    expect(row?.idleExpiresAt).toEqual(row?.absoluteExpiresAt);
  });

  it("ends when its person may no longer sign in", async () => {
    const own = await startTestServer();
    try {
      expect((await own.asOwner("GET", "/api/session")).status).toBe(200);
      await own.context.database.execute(sql`update app_user set disabled_at = now()`);
      expect((await own.asOwner("GET", "/api/session")).status).toBe(401);
    } finally {
      await own.drop();
    }
  });
});
