import type { ConnectorDefinition } from "@trasvase/shared/connector.ts";
import { field } from "@trasvase/shared/field.ts";
import * as z from "zod";
import { articles, stock } from "./articles.ts";
import { debtors } from "./debtors.ts";
import { deliveryAddresses } from "./delivery-addresses.ts";
import { type AccountViewResource, written } from "./field.ts";
import { journalPages } from "./journal-pages.ts";
import { articleGroups, journals, ledgerAccounts, vatCodes } from "./lists.ts";
import { objectOptions } from "./options.ts";
import { salesOrders } from "./sales-orders.ts";

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** Settings of an AccountView connection. */
export const accountViewSettings = z.strictObject({
  baseUrl: field(
    z
      .url({ protocol: /^https?$/, error: "Write a whole address, for example https://www.accountview.net." })
      .default("https://www.accountview.net"),
    { title: "Address", advanced: true },
  ),
  company: field(z.string().min(1, "Needed to know whose records to read."), {
    title: "Company",
    help: "The company's id. It stands in the address of its page on AccountView.Net.",
    example: "6b0e6a52-7a39-4a0c-9f43-0d4c52f9f001",
  }),
  clientId: field(z.string().min(1, "Needed to sign in."), {
    title: "API key",
    help: "Of the application registered on AccountView.Net.",
  }),
  timeZone: field(
    z
      .string()
      .refine(isTimeZone, "Write a time zone, for example Europe/Amsterdam.")
      .default("Europe/Amsterdam"),
    {
      title: "Time zone",
      help: "Of the computer AccountView runs on: it writes times without saying in which zone.",
      example: "Europe/Amsterdam",
      advanced: true,
    },
  ),
  bookYear: field(
    z
      .string()
      .regex(/^(\d{4}-\d{2}-\d{2})?$/, "Write a day, for example 2026-01-01.")
      .default(""),
    {
      title: "Book date",
      help: "A day in the book year to work in. Left empty: AccountView decides.",
      advanced: true,
    },
  ),
});

/** Secrets of an AccountView connection. */
export const accountViewSecrets = z.strictObject({
  clientSecret: field(z.string().min(1, "Needed to sign in."), {
    title: "API secret",
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
export const accountViewResources: readonly AccountViewResource[] = [
  debtors,
  deliveryAddresses,
  articles,
  stock,
  articleGroups,
  salesOrders,
  journalPages,
  vatCodes,
  ledgerAccounts,
  journals,
];

/** Any business object: the step names it, and the installation says what is in it. */
export const otherObjects: AccountViewResource = {
  ...written,
  name: "businessObjects",
  title: "Other business objects",
  businessObject: "",
  table: "",
  ids: ["REC_ID"],
  key: "REC_ID",
  match: "any",
  fields: [],
  readOptions: objectOptions,
  findOptions: objectOptions,
  writeOptions: objectOptions,
};

/** AccountView through AccountView.Net. */
export const accountViewDefinition: ConnectorDefinition = {
  type: "accountview",
  title: "AccountView",
  summary:
    "Debtors, articles, stock, sales orders and invoices of an AccountView administration, through AccountView.Net.",
  settings: accountViewSettings,
  secrets: accountViewSecrets,
  resources: [...accountViewResources, otherObjects],
  signsIn: () => true,
};
