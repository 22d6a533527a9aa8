import { errorSchema } from "@trasvase/shared/contract/error.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "./app.ts";
import { openApiDocument } from "./openapi/document.ts";
import { endpoints } from "./openapi/endpoints.ts";
import { startTestServer, type TestServer } from "./testing/test-server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.drop());

const example = (path: string) => path.replace(/:number/, "1").replace(/:\w+/g, "x");

describe("every address", () => {
  it("is listed with what it needs and answers, and nothing else is", () => {
    const registered = createApp(server.context)
      .routes.filter(({ method, path }) => method !== "ALL" && !path.includes("*"))
      .map(({ method, path }) => `${method.toLowerCase()} ${path}`);
    const listed = endpoints.map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(registered)].sort()).toEqual([...listed].sort());
  });

  it("under /api needs a session: nothing there is public", () => {
    const open = endpoints.filter((endpoint) => endpoint.public).map(({ path }) => path);
    expect(open).toEqual(["/health", "/sign-in", "/hooks/:flow/:token"]);
  });

  it.each(endpoints.filter((endpoint) => !endpoint.public).map(({ method, path }) => [method, path]))(
    "answers %s %s with 401 and a reason without a session",
    async (method, path) => {
      for (const cookie of [undefined, "trasvase-3000=x", `trasvase-3000=${"A".repeat(43)}`]) {
        const response = await server.request(example(path), {
          method: method.toUpperCase(),
          headers: { ...(cookie ? { cookie } : {}), origin: "http://localhost:3000" },
        });
        expect(response.status).toBe(401);
        expect(errorSchema.parse(await response.json()).code).toBe("signed-out");
      }
    },
  );

  it.each([
    "/api/nothing",
    "/api/flows/x/y/z",
    "/api/flows/",
    "/api//flows",
    "/api/%66lows",
    "/API/flows",
    "/api/flows;x",
    "/api/flows.",
    "/webhook/../api/flows",
    "/hooks/%2e%2e/%2e%2e/api/flows",
    "/api",
  ])("lets nobody in by writing it %s", async (path) => {
    const response = await server.request(path);
    expect([401, 404]).toContain(response.status);
    expect(errorSchema.safeParse(await response.json()).success).toBe(true);
  });

  it("unknown under /api answers 404 as JSON to those who are signed in", async () => {
    for (const path of ["/api/nothing", "/api", "/api/flows/x/y"]) {
      const response = await server.asOwner("GET", path);
      expect(response.status).toBe(404);
      expect(errorSchema.parse(await response.json()).code).toBe("unknown-address");
    }
  });

  it("carries the security headers, errors included", async () => {
    for (const path of ["/health", "/api/flows", "/nothing", "/sign-in?token=x"]) {
      const { headers } = await server.request(path);
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-frame-options")).toBe("DENY");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("access-control-allow-origin")).toBeNull();
    }
  });

  it("is described by the OpenAPI document", async () => {
    const response = await server.asOwner("GET", "/api/openapi.json");
    expect(await response.json()).toEqual(openApiDocument());
    const { paths } = openApiDocument();
    expect(Object.keys(paths as object)).toContain("/api/flows/{id}/draft");
  });
});

describe("a body", () => {
  const post = (body: string, headers?: Record<string, string>) =>
    server.asOwner("POST", "/api/preview", body, headers);

  it.each([
    ["nested 65 deep", `{"graph":${"[".repeat(65)}${"]".repeat(65)}}`, "too-deep"],
    ["nested 100,000 deep", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, "too-deep"],
    ["with a million members", `{"graph":[${"0,".repeat(1_000_000)}0]}`, "too-many-values"],
    ["that is no JSON", "{graph:1}", "not-json"],
    ["that is empty", "", "not-json"],
  ])("%s is refused with 400", async (_, body, code) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(errorSchema.parse(await response.json()).code).toBe(code);
  });

  it("larger than the limit is refused with 413, with and without a length", async () => {
    const large = `{"graph":"${"x".repeat(9 * 1024 * 1024)}"}`;
    expect((await post(large)).status).toBe(413);
    expect((await post(large, { "transfer-encoding": "chunked" })).status).toBe(413);
  });

  it("that is compressed is refused with 415", async () => {
    expect((await post("{}", { "content-encoding": "gzip" })).status).toBe(415);
  });

  it("with members nobody asked for is refused, each named", async () => {
    const response = await server.asOwner("POST", "/api/flows", { name: "A", role: "admin", userId: "x" });
    expect(response.status).toBe(400);
    const { message } = errorSchema.parse(await response.json());
    expect(message).toContain("role");
    expect(message).toContain("userId");
  });

  it("with __proto__ changes no prototype", async () => {
    await server.asOwner("POST", "/api/flows", '{"name":"A","__proto__":{"admin":true}}');
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});

describe("a request from another site", () => {
  it.each([
    ["another origin", { origin: "https://evil.example" }],
    ["another port", { origin: "http://localhost:4000" }],
    ["a sandboxed frame", { origin: "null" }],
    ["a browser that says so", { origin: "", "sec-fetch-site": "cross-site" }],
  ])("is refused for %s, whatever its content type", async (_, headers) => {
    for (const type of ["application/json", "text/plain", "application/x-www-form-urlencoded"]) {
      const response = await server.asOwner("POST", "/api/flows", '{"name":"A"}', {
        "content-type": type,
        ...headers,
      });
      expect(response.status).toBe(403);
    }
  });

  it("may look, as far as a browser lets it", async () => {
    const response = await server.asOwner("GET", "/api/flows", undefined, { origin: "https://evil.example" });
    expect(response.status).toBe(200);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("under another name of this machine is refused", async () => {
    const response = await server.asOwner("GET", "/api/flows", undefined, { host: "evil.example:3000" });
    expect(response.status).toBe(421);
  });
});

describe("an unexpected failure", () => {
  it("is logged with an id and answered without its insides", async () => {
    const body = { graph: {}, samples: [{ data: {}, readAt: "2026-01-01T00:00:00Z" }] };
    const response = await server.asOwner("POST", "/api/preview", body);
    expect(response.status).toBe(500);
    const answer = errorSchema.parse(await response.json());
    expect(answer.message).not.toContain("engine.preview");
    const id = response.headers.get("x-request-id") ?? "none";
    expect(answer.message).toContain(id);
    expect(server.logged.some((line) => line.includes(id) && line.includes("engine.preview"))).toBe(true);
  });
});

describe("health", () => {
  it("is 200 when the server can work", async () => {
    const response = await server.request("/health");
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ ok: true, database: "ok", workers: 1 });
  });

  it("is 503 with the reason when no worker is left", async () => {
    const app = createApp({ ...server.context, liveWorkers: () => 0 });
    const response = await app.request("/health");
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ ok: false, message: expect.stringContaining("worker") });
  });
});
