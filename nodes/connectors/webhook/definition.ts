import type { ConnectorDefinition } from "@trasvase/shared/connector.ts";
import { field } from "@trasvase/shared/field.ts";
import * as z from "zod";

const headerName = z
  .string()
  .max(100)
  .regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]*$/, "A header name has letters, digits and dashes only.")
  .default("");

/** Settings of a webhook connection: how a sender proves who it is. */
export const webhookSettings = z.strictObject({
  proof: field(z.enum(["address", "token", "hmac", "standard-webhooks"]).default("address"), {
    title: "How the sender proves who it is",
    help: "The address of a flow is secret by itself. A signature also proves that nobody changed the body on its way.",
    widget: "choice",
    choices: {
      address: "By the secret address alone",
      token: "By a shared token in a header",
      hmac: "By an HMAC signature of the body",
      "standard-webhooks": "By Standard Webhooks (signature, id and time)",
    },
  }),
  header: field(headerName, {
    title: "Header of the token or signature",
    help: "Left empty: Authorization: Bearer … or X-Webhook-Token for a token, X-Signature for an HMAC signature.",
    example: "X-Shopify-Hmac-Sha256",
  }),
  algorithm: field(z.enum(["sha256", "sha512", "sha1"]).default("sha256"), {
    title: "HMAC with",
    widget: "choice",
    choices: { sha256: "SHA-256", sha512: "SHA-512", sha1: "SHA-1 (old senders)" },
    advanced: true,
  }),
  encoding: field(z.enum(["hex", "base64"]).default("hex"), {
    title: "Signature written in",
    widget: "choice",
    choices: { hex: "Hexadecimal", base64: "Base64" },
  }),
  prefix: field(z.string().max(50).default(""), {
    title: "Text before the signature",
    help: "What the header's value begins with, such as sha256=.",
    example: "sha256=",
  }),
  deliveryHeader: field(headerName, {
    title: "Header with the id of a delivery",
    help: "A delivery whose id was seen in the last seven days counts once. Left empty: webhook-id, X-Webhook-Id, X-Shopify-Webhook-Id, Idempotency-Key or X-GitHub-Delivery, whichever is there.",
    advanced: true,
  }),
});

export type WebhookSettings = z.output<typeof webhookSettings>;

/** Options of a source step that records are pushed into. */
export const webhookReadOptions = z.strictObject({
  records: field(
    z
      .string()
      .max(200)
      .regex(/^([^.\s]+(\.[^.\s]+)*)?$/, "Write names with dots between them, for example data.orders.")
      .default(""),
    {
      title: "Where the records are",
      help: "Path of the list inside the body, for example data.orders. Left empty: a body that is a list gives one record per element, any other body is one record.",
      example: "orders",
    },
  ),
});

/** Records that another system sends to a flow's address. */
export const webhookDefinition: ConnectorDefinition = {
  type: "webhook",
  title: "Webhook",
  summary: "Receives records that another system sends to an address of this flow.",
  settings: webhookSettings,
  secrets: z.strictObject({
    secret: field(z.string().default(""), {
      title: "Token or signing secret",
      help: "What the sender shows or signs with. Not needed when the secret address is proof enough. A Standard Webhooks secret begins with whsec_.",
      widget: "secret",
      secret: true,
    }),
  }),
  free: true,
  pushed: true,
  resources: [
    {
      name: "records",
      title: "Records",
      readable: true,
      writable: false,
      records: "event",
      repeat: "none",
      match: [],
      fields: [],
      readOptions: webhookReadOptions,
      pageSize: 1000,
      writeBatch: 1,
    },
  ],
};
