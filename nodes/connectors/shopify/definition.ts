import type { ConnectorDefinition } from "@trasvase/shared/connector.ts";
import { field } from "@trasvase/shared/field.ts";
import * as z from "zod";
import { customers } from "./customers.ts";
import type { ShopifyResource } from "./field.ts";
import { orders } from "./orders.ts";

/** Settings of a Shopify connection. */
export const shopifySettings = z.strictObject({
  baseUrl: field(
    z.url({
      protocol: /^https?$/,
      error: "Write a whole address, for example https://my-shop.myshopify.com.",
    }),
    {
      title: "Address of the shop",
      help: "The one that ends in myshopify.com, not the shop's own domain.",
      example: "https://my-shop.myshopify.com",
    },
  ),
  signIn: field(z.enum(["app", "token"]).default("app"), {
    title: "Sign-in",
    widget: "choice",
    choices: { app: "App of the developer dashboard", token: "Access token of an older custom app" },
  }),
  clientId: field(z.string().default(""), {
    title: "Client id",
    help: "Of the app in the developer dashboard.",
    when: { field: "signIn", is: ["app"] },
  }),
  version: field(
    z
      .string()
      .regex(/^\d{4}-(01|04|07|10)$/, "Write a version as Shopify names them, for example 2026-01.")
      .default("2026-01"),
    {
      title: "Version of the interface",
      help: "Each is kept for a year at least. The connection test says when Shopify serves another one.",
      advanced: true,
    },
  ),
});

/** Secrets of a Shopify connection. */
export const shopifySecrets = z.strictObject({
  clientSecret: field(z.string().default(""), {
    title: "Client secret",
    help: "Of the app. Notices from Shopify are checked with it too.",
    widget: "secret",
    secret: true,
  }),
  accessToken: field(z.string().default(""), {
    title: "Access token",
    help: "Begins with shpat_.",
    widget: "secret",
    secret: true,
    when: { field: "signIn", is: ["token"] },
  }),
  oldClientSecret: field(z.string().default(""), {
    title: "Client secret before",
    help: "While a secret is being replaced, notices may still be signed with the old one.",
    widget: "secret",
    secret: true,
    advanced: true,
  }),
});

/** Every resource with what the client needs to know of it. */
export const shopifyResources: readonly ShopifyResource[] = [orders, customers];

/** Shopify, as a source. */
export const shopifyDefinition: ConnectorDefinition = {
  type: "shopify",
  title: "Shopify",
  summary: "Orders and customers of a Shopify web shop.",
  settings: shopifySettings,
  secrets: shopifySecrets,
  resources: shopifyResources,
};
