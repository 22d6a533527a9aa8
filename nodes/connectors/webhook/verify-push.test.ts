import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { webhookSettings } from "./definition.ts";
import { deliveryIdOf, type PushedRequest, verifyPush } from "./verify-push.ts";

const body = Buffer.from('{"id": 1,\n "name":"Zoë"}');
const now = Date.parse("2026-11-23T12:00:00Z");
const secret = "s3cret";

function request(headers: Record<string, string>, more: Partial<PushedRequest> = {}): PushedRequest {
  return { header: (name) => headers[name], body, at: now, ...more };
}
const settings = (given: Record<string, unknown>) => webhookSettings.parse(given);
const hmac = (algorithm: string, encoding: "hex" | "base64", key: string | Buffer = secret) =>
  createHmac(algorithm, key).update(body).digest(encoding);

describe("a request", () => {
  it.each([
    ["needs nothing but the address, if that is proof enough", {}, {}],
    ["shows its token as bearer", { proof: "token" }, { authorization: `Bearer ${secret}` }],
    ["shows its token in the usual header", { proof: "token" }, { "x-webhook-token": secret }],
    ["shows its token in the header named", { proof: "token", header: "X-Key" }, { "x-key": secret }],
    ["is signed in hex", { proof: "hmac" }, { "x-signature": hmac("sha256", "hex") }],
    [
      "is signed in hex in capitals",
      { proof: "hmac" },
      { "x-signature": hmac("sha256", "hex").toUpperCase() },
    ],
    [
      "is signed with a prefix",
      { proof: "hmac", header: "X-Hub-Signature-256", prefix: "sha256=" },
      { "x-hub-signature-256": `sha256=${hmac("sha256", "hex")}` },
    ],
    [
      "is signed in base64",
      { proof: "hmac", header: "X-Shopify-Hmac-Sha256", encoding: "base64" },
      { "x-shopify-hmac-sha256": hmac("sha256", "base64") },
    ],
    [
      "is signed with another hash",
      { proof: "hmac", algorithm: "sha512" },
      { "x-signature": hmac("sha512", "hex") },
    ],
  ])("%s", (_, given, headers) => {
    expect(verifyPush(settings(given), secret, request(headers))).toBeUndefined();
  });

  it.each([
    ["no token", { proof: "token" }, {}],
    ["an empty token", { proof: "token" }, { "x-webhook-token": "" }],
    ["another token", { proof: "token" }, { authorization: "Bearer other" }],
    ["the beginning of the token", { proof: "token" }, { "x-webhook-token": secret.slice(0, -1) }],
    ["the token and more", { proof: "token" }, { "x-webhook-token": `${secret}x` }],
    [
      "its token in another header than named",
      { proof: "token", header: "X-Key" },
      { "x-webhook-token": secret },
    ],
    ["no signature", { proof: "hmac" }, {}],
    [
      "a signature without its prefix",
      { proof: "hmac", prefix: "sha256=" },
      { "x-signature": hmac("sha256", "hex") },
    ],
    ["a signature by another secret", { proof: "hmac" }, { "x-signature": hmac("sha256", "hex", "other") }],
    ["a signature by another hash", { proof: "hmac" }, { "x-signature": hmac("sha1", "hex") }],
    ["a signature written otherwise", { proof: "hmac" }, { "x-signature": hmac("sha256", "base64") }],
  ])("with %s is not believed", (_, given, headers) => {
    expect(verifyPush(settings(given), secret, request(headers))).toEqual(expect.any(String));
  });

  it("is not believed for the signature of another body, whichever byte differs", () => {
    const signature = { "x-signature": hmac("sha256", "hex") };
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Uint8Array.from(body, (byte, index) => (index === at ? byte ^ change : byte));
        expect(
          verifyPush(settings({ proof: "hmac" }), secret, request(signature, { body: changed })),
        ).toBeDefined();
      }),
    );
  });

  it.each(["token", "hmac", "standard-webhooks"])(
    "is never believed while there is no secret for %s",
    (proof) => {
      const headers = {
        authorization: "Bearer ",
        "x-webhook-token": "",
        "x-signature": hmac("sha256", "hex", ""),
        ...standard("", {}),
      };
      expect(verifyPush(settings({ proof }), "", request(headers))).toContain("no secret");
    },
  );
});

/** Headers of a Standard Webhooks message. */
function standard(
  key: string,
  change: { readonly id?: string; readonly time?: number; readonly more?: string },
) {
  const { id = "msg_1", time = now / 1000, more = "" } = change;
  const bytes = Buffer.from(key.replace("whsec_", ""), "base64");
  const signature = createHmac("sha256", bytes).update(`${id}.${time}.`).update(body).digest("base64");
  return {
    "webhook-id": id,
    "webhook-timestamp": String(time),
    "webhook-signature": `${more}v1,${signature}`,
  };
}

describe("a Standard Webhooks message", () => {
  const key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const by = settings({ proof: "standard-webhooks" });

  it("is believed as the published example is", () => {
    const example = {
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    };
    const asked = request(example, { body: Buffer.from('{"test": 2432232314}'), at: 1_614_265_330_000 });
    expect(verifyPush(by, key, asked)).toBeUndefined();
  });

  it("is believed with one right signature among several, and up to five minutes from now", () => {
    expect(verifyPush(by, key, request(standard(key, { more: "v1,AAAA v1a,BBBB " })))).toBeUndefined();
    expect(verifyPush(by, key, request(standard(key, { time: now / 1000 - 299 })))).toBeUndefined();
    expect(verifyPush(by, key, request(standard(key, { time: now / 1000 + 299 })))).toBeUndefined();
  });

  it.each([
    ["six minutes old", standard(key, { time: now / 1000 - 360 })],
    ["six minutes ahead", standard(key, { time: now / 1000 + 360 })],
    ["under another id", { ...standard(key, {}), "webhook-id": "msg_2" }],
    ["with another time", { ...standard(key, {}), "webhook-timestamp": String(now / 1000 + 1) }],
    ["without an id", { ...standard(key, {}), "webhook-id": "" }],
    ["with a time that is no number", { ...standard(key, {}), "webhook-timestamp": "NaN" }],
    ["by another secret", standard("whsec_AAAA", {})],
    ["by a signature of another version", { ...standard(key, {}), "webhook-signature": "v2,AAAA" }],
  ])("is not believed %s", (_, headers) => {
    expect(verifyPush(by, key, request(headers))).toEqual(expect.any(String));
  });
});

describe("the id of a delivery", () => {
  it("is taken from the header named, else from one that senders use", () => {
    const headers = { "idempotency-key": "a", "x-mine": "b" };
    const { header } = request(headers);
    expect(deliveryIdOf(settings({}), header)).toBe("a");
    expect(deliveryIdOf(settings({ deliveryHeader: "X-Mine" }), header)).toBe("b");
    expect(deliveryIdOf(settings({ deliveryHeader: "X-Other" }), header)).toBeUndefined();
  });
});
