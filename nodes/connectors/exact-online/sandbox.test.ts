import { beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../sandbox.ts";
import { createExactOnlineSandbox } from "./sandbox.ts";

let now = Date.UTC(2026, 2, 2, 9, 0, 0);
let sandbox: Sandbox;
let token = "";
const base = "https://exact.example";
const root = `${base}/api/v1/3141592/`;

async function post(path: string, form: Record<string, string>) {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return sandbox.handle(
    new Request(`${base}${path}`, { method: "POST", headers, body: new URLSearchParams(form).toString() }),
  );
}

const client = { client_id: "sandbox-client", client_secret: "sandbox-secret" };
const refresh = (refresh_token: string) =>
  post("/api/oauth2/token", { grant_type: "refresh_token", refresh_token, ...client });

function send(method: string, url: string, body?: unknown, headers: Record<string, string> = {}) {
  const all = {
    authorization: `Bearer ${token}`,
    accept: "application/json",
    "content-type": "application/json",
    ...headers,
  };
  return sandbox.handle(
    new Request(url, { method, headers: all, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
  );
}
const get = (path: string, headers?: Record<string, string>) =>
  send("GET", `${root}${path}`, undefined, headers);

beforeEach(async () => {
  now = Date.UTC(2026, 2, 2, 9, 0, 0);
  sandbox = createExactOnlineSandbox({ now: () => now });
  token = ((await (await refresh("sandbox-refresh-token")).json()) as { access_token: string }).access_token;
});

describe("the stand-in for Exact Online", () => {
  it("gives a token that lives 600 seconds, as digits in a text", async () => {
    const body = await (await refresh("sandbox-refresh-other")).json();
    expect(body).toMatchObject({ token_type: "bearer", expires_in: "600" });
    now += 599_000;
    expect((await get("crm/Accounts?$top=1")).status).toBe(200);
    now += 2000;
    expect((await get("crm/Accounts?$top=1")).status).toBe(401);
  });

  it("refuses a renewal before 570 seconds, and an old refresh token for ever", async () => {
    const early = await refresh("sim-refresh-token-1");
    expect(early.status).toBe(400);
    expect(early.headers.get("reason")).toContain("TooEarlyToRefreshTokens");
    expect(await early.json()).toMatchObject({ error: "access_denied" });
    now += 570_000;
    expect((await refresh("sim-refresh-token-1")).status).toBe(200);
    const old = await refresh("sim-refresh-token-1");
    expect(old.status).toBe(401);
    expect(await old.json()).toEqual({
      error: "unauthorized_client",
      error_description: "Old refresh token used.",
    });
  });

  it("lets a code be traded once, within three minutes, for the same address", async () => {
    const address = `${base}/api/oauth2/auth?client_id=sandbox-client&redirect_uri=${encodeURIComponent("https://me.example/back")}&response_type=code&state=s1`;
    const back = new URL((await sandbox.handle(new Request(address))).headers.get("location") ?? "");
    expect(back.searchParams.get("state")).toBe("s1");
    const trade = (redirect_uri: string) =>
      post("/api/oauth2/token", {
        grant_type: "authorization_code",
        code: back.searchParams.get("code") ?? "",
        redirect_uri,
        ...client,
      });
    expect((await trade("https://me.example/back")).status).toBe(200);
    expect((await trade("https://me.example/back")).status).toBe(400);
  });

  it.each([
    ["no token", { authorization: "" }, 401],
    ["no JSON asked for", { accept: "*/*" }, 406],
  ])("refuses %s", async (_, headers, status) => {
    expect((await get("crm/Accounts?$top=1", headers)).status).toBe(status);
  });

  it("refuses another administration with a reason", async () => {
    const answer = await send("GET", `${base}/api/v1/1/crm/Accounts?$top=1`);
    expect([answer.status, answer.headers.get("reason")]).toEqual([403, "NoDivisionAccess"]);
  });

  it.each([
    ["crm/Accounts", "mandatory filtering"],
    ["crm/Accounts?$filter=Remarks eq 'x'", "Filtering on these fields is not supported: Remarks"],
    ["crm/Accounts?$filter=Nope eq 'x'", "No property 'Nope'"],
    ["crm/Accounts?$filter=Name eq", "Syntax error"],
    ["crm/Accounts?$select=Nope&$filter=Name eq 'x'", "No property 'Nope'"],
    ["crm/Accounts?$filter=ID eq guid'x'", "Edm.Guid"],
  ])("answers 400 to %s", async (path, words) => {
    const answer = await get(path);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(await answer.json())).toContain(words);
  });

  it.each([
    ["Code eq '             10001'", 1],
    ["Code eq '10001'", 0],
    ["trim(Code) eq '10001'", 1],
    ["Country eq 'NL '", 5],
    ["substringof('bouw',Name)", 1],
    ["startswith(Name,'Wijk') and not (City eq 'X')", 2],
    ["(Email eq 'dubbel@voorbeeld.example' or Code eq '             10001') and Blocked eq false", 3],
    ["Modified ge datetime'2026-03-02T10:00:00'", 8],
    ["Modified gt datetime'2026-03-02T10:00:00'", 0],
    ["VATNumber ne null", 1],
  ])("filters by %s", async (filter, count) => {
    const body = (await (
      await get(`crm/Accounts?$select=ID&$filter=${encodeURIComponent(filter)}`)
    ).json()) as { d: { results: unknown[] } };
    expect(body.d.results.length).toBe(count);
  });

  it("pages by 60 with a link that leads to the end, and answers a bare list below that", async () => {
    for (let index = 0; index < 47; index++)
      await send("POST", `${root}logistics/Items`, { Code: `N${index}`, Description: "x" });
    now += 60_000;
    for (let index = 47; index < 90; index++)
      await send("POST", `${root}logistics/Items`, { Code: `N${index}`, Description: "x" });
    now += 60_000;
    const filter = encodeURIComponent("Modified ge datetime'2000-01-01'");
    const seen: string[] = [];
    let url: string | undefined =
      `${root}logistics/Items?$select=ID,Code&$filter=${filter}&$orderby=Modified asc`;
    while (url !== undefined) {
      const body = (await (await send("GET", url)).json()) as {
        d: { results: { Code: string }[]; __next?: string };
      };
      seen.push(...body.d.results.map(({ Code }) => Code));
      url = body.d.__next;
    }
    expect(seen.length).toBe(103);
    expect(new Set(seen).size).toBe(103);
    const bare = (await (await get(`logistics/Items?$top=3&$filter=${filter}`)).json()) as { d: unknown };
    expect(Array.isArray(bare.d)).toBe(true);
    const long = (await (await get(`logistics/Items?$top=100&$filter=${filter}`)).json()) as {
      d: { results: unknown[]; __next: string };
    };
    expect([long.d.results.length, long.d.__next.includes("$top=40")]).toEqual([60, true]);
  });

  it("echoes only the id of a new account unless asked for more", async () => {
    const bare = await send("POST", `${root}crm/Accounts`, { Name: "X" });
    expect([bare.status, bare.headers.get("location")?.startsWith(`${root}crm/Accounts(guid'`)]).toEqual([
      201,
      true,
    ]);
    const { d } = (await bare.json()) as { d: Record<string, unknown> };
    expect([d.Name, d.IsMailing, typeof d.ID]).toEqual([null, 0, "string"]);
    const whole = await send(
      "POST",
      `${root}crm/Accounts`,
      { Name: "X", Country: "NL" },
      { prefer: "return=representation" },
    );
    expect(await whole.json()).toMatchObject({
      d: { Name: "X", Country: "NL ", Code: "             20007" },
    });
  });

  it("refuses an unknown property, nested lines in a change, and a code that is already there", async () => {
    expect((await send("POST", `${root}crm/Accounts`, { Name: "X", SalesVatCode: "VH" })).status).toBe(400);
    const { d } = (await (await send("POST", `${root}crm/Accounts`, { Name: "X", Code: "777" })).json()) as {
      d: { ID: string };
    };
    expect((await send("PUT", `${root}crm/Accounts(guid'${d.ID}')`, { City: "Y" })).status).toBe(204);
    expect((await send("PUT", `${root}crm/Accounts(guid'${d.ID}')`, { Code: "777" })).status).toBe(500);
    expect((await send("PUT", `${root}crm/Accounts`, { City: "Y" })).status).toBe(405);
  });

  it("leaves nothing of an order that it refuses", async () => {
    const accounts = (await (await get("crm/Accounts?$top=1&$select=ID")).json()) as { d: { ID: string }[] };
    const items = (await (await get("logistics/Items?$top=1&$select=ID")).json()) as { d: { ID: string }[] };
    const before = JSON.stringify((sandbox.snapshot() as { divisions: unknown }).divisions).length;
    const lines = [{ Item: items.d[0]?.ID, Quantity: 1 }, { Item: "5d0a3c7e-1b42-4f6d-9a51-7c2e8f90b113" }];
    const answer = await send("POST", `${root}salesorder/SalesOrders`, {
      OrderedBy: accounts.d[0]?.ID,
      SalesOrderLines: lines,
    });
    expect(answer.status).toBe(500);
    expect(
      Math.abs(JSON.stringify((sandbox.snapshot() as { divisions: unknown }).divisions).length - before),
    ).toBeLessThan(60);
  });

  it("counts calls by the minute and blocks an endpoint after its eleventh error", async () => {
    const first = await get("vat/VATCodes");
    expect(first.headers.get("x-ratelimit-minutely-remaining")).toBe("59");
    for (let index = 0; index < 11; index++) await get("crm/Contacts?$select=Nope");
    expect((await get("crm/Contacts?$select=ID")).status).toBe(429);
    expect((await get("vat/VATCodes")).status).toBe(200);
    for (let index = 0; index < 60; index++) await get("vat/VATCodes");
    const full = await get("vat/VATCodes");
    expect([full.status, full.headers.has("x-ratelimit-reset")]).toEqual([429, false]);
    now += 60_000;
    expect((await get("vat/VATCodes")).status).toBe(200);
  });

  it("goes on where it stopped when what it holds is kept", async () => {
    let kept: string | undefined;
    const keep = {
      read: async () => kept,
      write: async (text: string) => {
        kept = text;
      },
    };
    sandbox = createExactOnlineSandbox({ now: () => now, keep });
    token = ((await (await refresh("sandbox-refresh-token")).json()) as { access_token: string })
      .access_token;
    await send("POST", `${root}crm/Accounts`, { Name: "Blijft", Code: "888" });
    sandbox = createExactOnlineSandbox({ now: () => now, keep });
    const answer = await get(
      `crm/Accounts?$select=Name&$filter=${encodeURIComponent("trim(Code) eq '888'")}`,
    );
    expect(await answer.json()).toMatchObject({ d: { results: [{ Name: "Blijft" }] } });
    now += 600_000;
    expect((await refresh("sim-refresh-token-1")).status).toBe(200);
    expect((await refresh("sim-refresh-token-1")).status).toBe(401);
  });

  it("fails on command over HTTP too", async () => {
    const body = JSON.stringify({ fault: { status: 503 }, count: 2 });
    await sandbox.handle(new Request(`${base}/__control`, { method: "POST", body }));
    expect((await get("vat/VATCodes")).status).toBe(503);
    expect((await get("vat/VATCodes")).status).toBe(503);
    expect((await get("vat/VATCodes")).status).toBe(200);
  });
});
