import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { WebhookSettings } from "./definition.ts";

/** A request as it came, before anything of it was read. */
export interface PushedRequest {
  /** The value of a header by its name in lower case; undefined when it is not there. */
  readonly header: (name: string) => string | undefined;
  readonly body: Uint8Array;
  /** Milliseconds since 1970, when it came. */
  readonly at: number;
}

/** How a request failed to prove where it comes from, in words for the log of whoever receives it. The sender is told nothing of it. */
export type Unproven = string;

/** How far the time of a Standard Webhooks message may be from now, either way. */
const toleranceMs = 5 * 60_000;

/** Says why a request does not prove that it comes from whom it should; undefined when it does. Fails where no secret is stored. */
export function verifyPush(
  settings: WebhookSettings,
  secret: string,
  request: PushedRequest,
): Unproven | undefined {
  if (settings.proof === "address") return undefined;
  if (secret === "") return "The connection has no secret to compare with, so nothing is let in.";
  switch (settings.proof) {
    case "token":
      return verifyToken(settings, secret, request);
    case "hmac":
      return verifySignature(settings, secret, request);
    default:
      return verifyStandard(secret, request);
  }
}

function verifyToken({ header: name }: WebhookSettings, secret: string, { header }: PushedRequest) {
  const bearer = /^Bearer +(.+)$/i.exec(header("authorization") ?? "")?.[1];
  const shown =
    name === "" ? (bearer ?? header("x-webhook-token")) : withoutBearer(header(name.toLowerCase()));
  if (shown === undefined) return "The request has no token.";
  return isSame(shown, secret) ? undefined : "The token of the request is another one.";
}

function withoutBearer(value: string | undefined): string | undefined {
  return value?.replace(/^Bearer +/i, "");
}

function verifySignature(settings: WebhookSettings, secret: string, { body, header }: PushedRequest) {
  const { algorithm, encoding, prefix } = settings;
  const name = settings.header === "" ? "x-signature" : settings.header.toLowerCase();
  const shown = header(name)?.trim();
  if (shown === undefined) return `The request has no header ${name}.`;
  if (!shown.startsWith(prefix)) return `The header ${name} does not begin with ${prefix}`;
  const own = createHmac(algorithm, secret).update(body).digest(encoding);
  const signature = shown.slice(prefix.length).trim();
  const given = encoding === "hex" ? signature.toLowerCase() : signature;
  return isSame(given, own) ? undefined : "The signature of the body is another one.";
}

function verifyStandard(secret: string, { at, body, header }: PushedRequest) {
  const id = header("webhook-id");
  const time = header("webhook-timestamp");
  const shown = header("webhook-signature");
  if (!id || !time || !shown) return "One of webhook-id, webhook-timestamp and webhook-signature is missing.";
  if (!/^\d{1,12}$/.test(time)) return "The webhook-timestamp is not a number of seconds.";
  if (Math.abs(Number(time) * 1000 - at) > toleranceMs) {
    return "The webhook-timestamp is more than five minutes from now: the request is old, or one of the clocks is wrong.";
  }
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const own = createHmac("sha256", key).update(`${id}.${time}.`).update(body).digest("base64");
  // While a sender changes its secret, it sends one signature of each.
  const signatures = shown.split(" ").filter((one) => one.startsWith("v1,"));
  const isSigned = signatures.map((one) => isSame(one.slice(3), own)).includes(true);
  return isSigned ? undefined : "No signature in webhook-signature is the right one.";
}

/** Compared as digests: equal in length, so that neither length nor beginning shows in the time it takes. */
function isSame(shown: string, own: string): boolean {
  return timingSafeEqual(digest(shown), digest(own));
}

function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}

/** Headers in which senders name a delivery when the connection names none. */
const deliveryHeaders = [
  "webhook-id",
  "x-webhook-id",
  "x-shopify-webhook-id",
  "idempotency-key",
  "x-github-delivery",
];

/** The sender's id of a delivery, by which a repeated one is known; undefined when it gives none. */
export function deliveryIdOf(
  { deliveryHeader }: WebhookSettings,
  header: PushedRequest["header"],
): string | undefined {
  const names = deliveryHeader === "" ? deliveryHeaders : [deliveryHeader.toLowerCase()];
  const ids = names.map((name) => header(name)).filter((id) => id !== undefined && id !== "");
  return ids[0];
}
