import type { ConnectorDefinition } from "@trasvase/shared/connector.ts";
import { field } from "@trasvase/shared/field.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type { Quota } from "@trasvase/shared/quota.ts";
import * as z from "zod";
import { accounts } from "./accounts.ts";
import { addresses } from "./addresses.ts";
import { codeLists } from "./code-lists.ts";
import { contacts } from "./contacts.ts";
import { documentAttachments, documents } from "./documents.ts";
import type { ExactResource } from "./field.ts";
import { itemPictures, items } from "./items.ts";
import { salesItemPrices } from "./prices.ts";
import { salesEntries } from "./sales-entries.ts";
import { printedSalesInvoices, salesInvoices } from "./sales-invoices.ts";
import { salesOrders } from "./sales-orders.ts";
import { stockPositions } from "./stock.ts";

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
  callsPerMinute: field(z.number().int().min(1).max(100_000).optional(), {
    title: "Calls per minute",
    help: "Left empty: what Exact Online allows, usually 60. Enter less where other programs use the same app.",
    widget: "number",
    advanced: true,
  }),
  callsPerDay: field(z.number().int().min(1).max(10_000_000).optional(), {
    title: "Calls per day",
    help: "Left empty: what Exact Online allows, usually 5,000.",
    widget: "number",
    advanced: true,
  }),
});

const usualPerMinute = 60;
const usualPerDay = 5000;

/** Calls count per administration and app. More than 10 errors of an endpoint in an hour block the app; half of that is risked in any clock or sliding hour. */
function quotaOf(settings: Json): Quota {
  const parsed = exactOnlineSettings.safeParse(settings);
  const { callsPerDay, callsPerMinute } = parsed.success ? parsed.data : {};
  return {
    windows: [
      {
        name: "minute",
        seconds: 60,
        calls: callsPerMinute ?? usualPerMinute,
        chosen: callsPerMinute !== undefined,
      },
      { name: "day", seconds: 86_400, calls: callsPerDay ?? usualPerDay, chosen: callsPerDay !== undefined },
    ],
    errors: { calls: 5, seconds: 3600 },
  };
}

/** Secrets of an Exact Online connection. */
export const exactOnlineSecrets = z.strictObject({
  clientSecret: field(z.string().min(1, "Needed to sign in."), {
    title: "Client secret",
    widget: "secret",
    secret: true,
  }),
  refreshToken: field(z.string().default(""), {
    title: "First refresh token",
    help: "Only where you sign in elsewhere. It is used once; afterwards the connection keeps its tokens itself.",
    widget: "secret",
    secret: true,
    advanced: true,
  }),
});

/** Every resource with what the client needs to know of it. */
export const exactOnlineResources: readonly ExactResource[] = [
  accounts,
  contacts,
  addresses,
  items,
  itemPictures,
  salesItemPrices,
  stockPositions,
  salesOrders,
  salesInvoices,
  printedSalesInvoices,
  salesEntries,
  documents,
  documentAttachments,
  ...codeLists,
];

/** Exact Online, the cloud product (not Exact Globe). */
export const exactOnlineDefinition: ConnectorDefinition = {
  type: "exact-online",
  title: "Exact Online",
  summary:
    "Customers, items, stock, orders, invoices, documents and code lists of an Exact Online administration.",
  settings: exactOnlineSettings,
  secrets: exactOnlineSecrets,
  resources: exactOnlineResources,
  quota: quotaOf,
  signsIn: () => true,
};
