import type { ConnectorDefinition } from "@trasvase/shared/connector.ts";
import { field } from "@trasvase/shared/field.ts";
import * as z from "zod";

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
  settings: z.strictObject({}),
  secrets: z.strictObject({
    token: field(z.string().default(""), {
      title: "Token",
      help: "The sender puts it into the header Authorization: Bearer … or X-Webhook-Token. Requests without it are refused.",
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
