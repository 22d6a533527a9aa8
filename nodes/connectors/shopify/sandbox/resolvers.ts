import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import { parseSearch, type SearchFilters } from "./search.ts";
import type { ShopStore } from "./store.ts";
import type { ShopWebhooks } from "./webhooks.ts";

interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

interface ListArguments extends PageArguments {
  readonly query?: string | null;
  readonly sortKey?: string;
  readonly reverse?: boolean;
}

const textAt = (record: JsonObject, name: string): string => {
  const value = record[name];
  return value === null || value === undefined ? "" : String(value);
};

const orderFilters: SearchFilters = {
  id: (order) => textAt(order, "legacyResourceId"),
  name: (order) => [textAt(order, "name"), textAt(order, "name").replace("#", "")],
  email: (order) => textAt(order, "email"),
  updated_at: (order) => textAt(order, "updatedAt"),
  created_at: (order) => textAt(order, "createdAt"),
  processed_at: (order) => textAt(order, "processedAt"),
  financial_status: (order) => textAt(order, "displayFinancialStatus").toLowerCase(),
  test: (order) => textAt(order, "test"),
  tag: (order) => (Array.isArray(order.tags) ? (order.tags as readonly Json[]).map(String) : []),
};

const customerFilters: SearchFilters = {
  id: (customer) => textAt(customer, "legacyResourceId"),
  email: (customer) => {
    const address = customer.defaultEmailAddress;
    return isJsonObject(address) ? textAt(address, "emailAddress") : "";
  },
  phone: (customer) => {
    const number = customer.defaultPhoneNumber;
    return isJsonObject(number) ? textAt(number, "phoneNumber") : "";
  },
  first_name: (customer) => textAt(customer, "firstName"),
  last_name: (customer) => textAt(customer, "lastName"),
  updated_at: (customer) => textAt(customer, "updatedAt"),
};

const sortFields: Readonly<Record<string, string>> = {
  UPDATED_AT: "updatedAt",
  CREATED_AT: "createdAt",
  PROCESSED_AT: "processedAt",
};

/** What the queries of the schema are answered with. */
export function rootOf(store: ShopStore, webhooks: ShopWebhooks): Readonly<Record<string, unknown>> {
  const node = ({ id }: { readonly id: string }) => {
    const found = store.node(id);
    return found ? withLists(found) : null;
  };
  return {
    shop: {
      id: "gid://shopify/Shop/1",
      name: "Demo Winkel",
      currencyCode: "EUR",
      myshopifyDomain: "demo-winkel.myshopify.com",
    },
    node,
    nodes: ({ ids }: { readonly ids: readonly string[] }) => ids.map((id) => node({ id })),
    order: node,
    orders: (args: ListArguments) => listOf(store.orders(), args, orderFilters),
    customers: (args: ListArguments) => listOf(store.customers(), args, customerFilters),
    webhookSubscriptions: (args: PageArguments) =>
      connectionOf(
        webhooks.list().map((one) => ({ ...one, __typename: "WebhookSubscription" })),
        args,
      ),
    webhookSubscriptionCreate: (args: {
      readonly topic: string;
      readonly webhookSubscription: { readonly uri?: string };
    }) => {
      const made = webhooks.subscribe(args.topic, args.webhookSubscription.uri ?? "");
      return typeof made === "string"
        ? {
            webhookSubscription: null,
            userErrors: [{ field: ["webhookSubscription", "uri"], message: made }],
          }
        : { webhookSubscription: made, userErrors: [] };
    },
    webhookSubscriptionDelete: ({ id }: { readonly id: string }) =>
      webhooks.unsubscribe(id)
        ? { deletedWebhookSubscriptionId: id, userErrors: [] }
        : {
            deletedWebhookSubscriptionId: null,
            userErrors: [{ field: ["id"], message: "Webhook subscription does not exist" }],
          },
  };
}

function listOf(all: readonly JsonObject[], args: ListArguments, filters: SearchFilters) {
  const { test } = parseSearch(args.query ?? "", filters);
  const field = sortFields[args.sortKey ?? ""] ?? "id";
  const sign = args.reverse ? -1 : 1;
  const sorted = all.filter(test).toSorted((a, b) => sign * compare(sortText(a, field), sortText(b, field)));
  const page = connectionOf(sorted, args, (record) => sortText(record, field), sign);
  return { ...page, nodes: page.nodes.map(withLists) };
}

function sortText(record: JsonObject, field: string): string {
  return `${textAt(record, field)} ${textAt(record, "id")}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

// The cursor says what the last record was sorted by, so that a record that moves meanwhile takes none with it.
function connectionOf<Row extends JsonObject>(
  rows: readonly Row[],
  { after, first }: PageArguments,
  sortedBy?: (row: Row) => string,
  sign: 1 | -1 = 1,
) {
  const size = Math.min(first ?? 10, 250);
  const place = after ? Buffer.from(after, "base64").toString("utf8") : undefined;
  const rest =
    place === undefined
      ? rows
      : sortedBy
        ? rows.filter((row) => sign * compare(sortedBy(row), place) > 0)
        : rows.slice(Number(place));
  const nodes = rest.slice(0, size);
  const last = nodes.at(-1);
  const at = sortedBy ? (last ? sortedBy(last) : "") : String(Number(place ?? "0") + nodes.length);
  return {
    nodes,
    pageInfo: {
      hasNextPage: rest.length > nodes.length,
      hasPreviousPage: place !== undefined,
      startCursor: null,
      endCursor: last ? Buffer.from(at, "utf8").toString("base64") : null,
    },
  };
}

// Lists of an order are answered page by page too.
function withLists(record: JsonObject) {
  if (!String(record.id).includes("/Order/")) return { ...record, __typename: "Customer" };
  const rowsAt = (name: string) => {
    const rows = record[name];
    return Array.isArray(rows) ? (rows as readonly Json[]).filter(isJsonObject) : [];
  };
  return {
    ...record,
    __typename: "Order",
    lineItems: (args: PageArguments) => connectionOf(rowsAt("lineItems"), args),
    shippingLines: (args: PageArguments) => connectionOf(rowsAt("shippingLines"), args),
    transactions: ({ first }: PageArguments) => rowsAt("transactions").slice(0, first ?? 10),
    refunds: ({ first }: PageArguments) => rowsAt("refunds").slice(0, first ?? 10),
  };
}
