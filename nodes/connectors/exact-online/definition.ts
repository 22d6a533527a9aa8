import type { ConnectorDefinition } from "@trasvase/shared/connector.ts";
import { field } from "@trasvase/shared/field.ts";
import * as z from "zod";
import { accounts } from "./accounts.ts";
import { glAccounts, paymentConditions, vatCodes } from "./code-lists.ts";
import { contacts } from "./contacts.ts";
import type { ExactResource } from "./field.ts";
import { items } from "./items.ts";
import { salesOrders } from "./sales-orders.ts";

/** Settings of an Exact Online connection. */
export const exactOnlineSettings = z.strictObject({
  baseUrl: field(
    z
      .url({
        protocol: /^https?$/,
        error: "Write a whole address, for example https://start.exactonline.nl.",
      })
      .default("https://start.exactonline.nl"),
    {
      title: "Address",
      help: "Each country has its own: .nl, .be, .de, .fr, .es, .co.uk, .com.",
      example: "https://start.exactonline.be",
    },
  ),
  division: field(z.number().int().positive(), {
    title: "Administration",
    help: "The number of the administration (division). It stands in the address of Exact Online after _Division_=.",
    widget: "number",
    example: "3141592",
  }),
  clientId: field(z.string().min(1, "Needed to sign in."), {
    title: "Client id",
    help: "Of the app registered in Exact Online's App Centre.",
  }),
});

/** Secrets of an Exact Online connection. */
export const exactOnlineSecrets = z.strictObject({
  clientSecret: field(z.string().min(1, "Needed to sign in."), {
    title: "Client secret",
    widget: "secret",
    secret: true,
  }),
  refreshToken: field(z.string().default(""), {
    title: "First refresh token",
    help: "Comes from signing in. It is used once; afterwards the connection keeps its tokens itself.",
    widget: "secret",
    secret: true,
  }),
});

/** Every resource with what the client needs to know of it. */
export const exactOnlineResources: readonly ExactResource[] = [
  accounts,
  contacts,
  items,
  salesOrders,
  vatCodes,
  glAccounts,
  paymentConditions,
];

/** Exact Online, the cloud product (not Exact Globe). */
export const exactOnlineDefinition: ConnectorDefinition = {
  type: "exact-online",
  title: "Exact Online",
  summary: "Customers, items, sales orders and their code lists of an Exact Online administration.",
  settings: exactOnlineSettings,
  secrets: exactOnlineSecrets,
  resources: exactOnlineResources,
};
