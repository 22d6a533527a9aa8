import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { ConnectorError } from "@trasvase/shared/connector.ts";
import { afterEach, describe, expect, it } from "vitest";
import { type EgressRules, makeFetch } from "./fetch.ts";

const servers: Server[] = [];

/** A server on this machine; answers its address without a path. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

function fetchWith(rules: Partial<EgressRules>) {
  return makeFetch({
    allowPrivateNetwork: false,
    allowed: [],
    totalMs: 5_000,
    answerBytes: 100_000,
    ...rules,
  });
}

async function failure(call: Promise<unknown>): Promise<{ kind?: string; code?: string; message: string }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ConnectorError) return error;
    if (error instanceof Error && error.cause instanceof ConnectorError) return error.cause;
    return { message: String(error) };
  }
  return { message: "nothing failed" };
}

describe("calls to other systems", () => {
  it.each([
    "127.0.0.1",
    "2130706433",
    "0x7f.1",
    "127.1",
    "0",
    "①②⑦.0.0.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "localhost",
    "169.254.169.254",
    "[fd00:ec2::254]",
  ])("are refused to %s", async (host) => {
    let wasCalled = false;
    const url = await serve((_, response) => {
      wasCalled = true;
      response.end("secret");
    });
    const failed = await failure(fetchWith({})(`http://${host}:${new URL(url).port}/`));
    expect(failed).toMatchObject({ kind: "broken", code: "address-blocked" });
    expect(wasCalled).toBe(false);
  });

  it("reach the own network where it is allowed, but never link-local addresses", async () => {
    const url = await serve((_, response) => response.end("hello"));
    const fetch = fetchWith({ allowPrivateNetwork: true });
    expect(await (await fetch(url)).text()).toBe("hello");
    expect(await failure(fetch("http://169.254.169.254/"))).toMatchObject({ code: "address-blocked" });
  });

  it("reach the built-in sandboxes and nothing else of the same server", async () => {
    const url = await serve((_, response) => response.end("hello"));
    const fetch = fetchWith({ allowed: [`${url}/sandbox/`] });
    expect(await (await fetch(`${url}/sandbox/exact-online/x`)).text()).toBe("hello");
    expect(await failure(fetch(`${url}/api/flows`))).toMatchObject({ code: "address-blocked" });
    expect(await failure(fetch(`${url}/sandbox/../api/flows`))).toMatchObject({ code: "address-blocked" });
  });

  it("check every redirect", async () => {
    const secret = await serve((_, response) => response.end("secret"));
    const url = await serve((_, response) => response.writeHead(302, { location: secret }).end());
    const fetch = fetchWith({ allowed: [`${url}/`] });
    expect(await failure(fetch(url))).toMatchObject({ code: "address-blocked" });
  });

  it("end after five redirects", async () => {
    let calls = 0;
    const url = await serve((_, response) => {
      calls++;
      response.writeHead(302, { location: `/${calls}` }).end();
    });
    expect(await failure(fetchWith({ allowPrivateNetwork: true })(url))).toMatchObject({ code: "redirects" });
    expect(calls).toBe(6);
  });

  it.each(["file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/"])(
    "do not follow a redirect to %s",
    async (location) => {
      const url = await serve((_, response) => response.writeHead(302, { location }).end());
      expect(await failure(fetchWith({ allowPrivateNetwork: true })(url))).toMatchObject({
        code: "address-blocked",
      });
    },
  );

  it("forget credentials at another origin", async () => {
    let seen: IncomingMessage["headers"] = {};
    const other = await serve((request, response) => {
      seen = request.headers;
      response.end("ok");
    });
    const url = await serve((_, response) => response.writeHead(302, { location: other }).end());
    const headers = {
      authorization: "Bearer x",
      cookie: "a=b",
      "x-api-key": "k",
      accept: "application/json",
    };
    await (await fetchWith({ allowPrivateNetwork: true })(url, { headers })).text();
    expect(seen).toMatchObject({ accept: "application/json" });
    expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(["authorization"]));
    expect(seen).not.toHaveProperty("cookie");
    expect(seen).not.toHaveProperty("x-api-key");
  });

  it("keep credentials at the same origin", async () => {
    const seen: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      seen.push(request.headers.authorization);
      if (request.url === "/") response.writeHead(307, { location: "/next" }).end();
      else response.end("ok");
    });
    await (
      await fetchWith({ allowPrivateNetwork: true })(url, { headers: { authorization: "Bearer x" } })
    ).text();
    expect(seen).toEqual(["Bearer x", "Bearer x"]);
  });

  it("do not carry a body to another origin", async () => {
    let wasCalled = false;
    const other = await serve((_, response) => {
      wasCalled = true;
      response.end();
    });
    const url = await serve((_, response) => response.writeHead(307, { location: other }).end());
    const call = fetchWith({ allowPrivateNetwork: true })(url, { method: "POST", body: "client_secret=x" });
    expect(await failure(call)).toMatchObject({ code: "address-blocked" });
    expect(wasCalled).toBe(false);
  });

  it.each([
    [
      "an endless answer",
      (response: Parameters<RequestListener>[1]) => {
        const timer = setInterval(() => response.write("x".repeat(10_000)), 1);
        response.on("close", () => clearInterval(timer));
      },
    ],
    [
      "a small packed answer that becomes large",
      (response: Parameters<RequestListener>[1]) => {
        response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("x".repeat(5_000_000)));
      },
    ],
  ])("are cut off at %s", async (_, respond) => {
    const url = await serve((_request, response) => respond(response));
    const answer = await fetchWith({ allowPrivateNetwork: true })(url);
    expect(await failure(answer.text())).toMatchObject({ kind: "transient", code: "answer-too-large" });
  });

  it("end when the answer trickles", async () => {
    const url = await serve((_, response) => {
      const timer = setInterval(() => response.write("x"), 50);
      response.on("close", () => clearInterval(timer));
    });
    const started = Date.now();
    const answer = await fetchWith({ allowPrivateNetwork: true, totalMs: 400 })(url);
    await expect(answer.text()).rejects.toThrow();
    expect(Date.now() - started).toBeLessThan(2_000);
  });
});
