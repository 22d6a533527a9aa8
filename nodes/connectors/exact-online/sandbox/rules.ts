import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import { accounts } from "../accounts.ts";
import { addresses } from "../addresses.ts";
import {
  glAccounts,
  itemGroups,
  journals,
  paymentConditions,
  shippingMethods,
  vatCodes,
  warehouses,
} from "../code-lists.ts";
import { contacts } from "../contacts.ts";
import { documentAttachments, documents } from "../documents.ts";
import type { ExactResource } from "../field.ts";
import { items } from "../items.ts";
import { salesItemPrices } from "../prices.ts";
import { salesEntries } from "../sales-entries.ts";
import { printedSalesInvoices, salesInvoices } from "../sales-invoices.ts";
import { salesOrders } from "../sales-orders.ts";
import { comparable, type Entity, isEmpty, StoreFault } from "./entity.ts";
import type { ExactStore } from "./store.ts";

const orderLines = "salesorder/SalesOrderLines";
const invoiceLines = "salesinvoice/SalesInvoiceLines";
const entryLines = "salesentry/SalesEntryLines";

type Reference = readonly [string, string];
const account: Reference = [accounts.path, "ID"];
const vatCode: Reference = [vatCodes.path, "Code"];
const terms: Reference = [paymentConditions.path, "Code"];
const ledger: Reference = [glAccounts.path, "ID"];

/** Fields whose value must be the id or the code of another record. */
const references: Readonly<Record<string, Readonly<Record<string, Reference>>>> = {
  [accounts.path]: {
    SalesVATCode: vatCode,
    PaymentConditionSales: terms,
    GLAccountSales: ledger,
    ShippingMethod: [shippingMethods.path, "ID"],
    InvoiceAccount: account,
    Parent: account,
    MainContact: [contacts.path, "ID"],
  },
  [contacts.path]: { Account: account },
  [addresses.path]: { Account: account, Contact: [contacts.path, "ID"] },
  [items.path]: {
    SalesVatCode: vatCode,
    GLRevenue: ledger,
    ItemGroup: [itemGroups.path, "ID"],
    Unit: ["logistics/Units", "Code"],
  },
  [salesItemPrices.path]: { Item: [items.path, "ID"], Account: account, Unit: ["logistics/Units", "Code"] },
  [salesOrders.path]: {
    PaymentCondition: terms,
    ShippingMethod: [shippingMethods.path, "ID"],
    DeliveryAddress: [addresses.path, "ID"],
    WarehouseID: [warehouses.path, "ID"],
    OrderedByContactPerson: [contacts.path, "ID"],
    Document: [documents.path, "ID"],
  },
  [orderLines]: { Item: [items.path, "ID"], VATCode: vatCode },
  [salesInvoices.path]: {
    PaymentCondition: terms,
    Journal: [journals.path, "Code"],
    Warehouse: [warehouses.path, "ID"],
    Document: [documents.path, "ID"],
  },
  [invoiceLines]: { Item: [items.path, "ID"], VATCode: vatCode, GLAccount: ledger },
  [printedSalesInvoices.path]: { InvoiceID: [salesInvoices.path, "InvoiceID"] },
  [salesEntries.path]: { Customer: account, Journal: [journals.path, "Code"], PaymentCondition: terms },
  [entryLines]: { GLAccount: ledger, VATCode: vatCode },
  [documents.path]: { Account: account, Contact: [contacts.path, "ID"] },
  [documentAttachments.path]: { Document: [documents.path, "ID"] },
};

const required: Readonly<Record<string, readonly string[]>> = {
  [accounts.path]: ["Name"],
  [contacts.path]: ["Account"],
  [items.path]: ["Code", "Description"],
  [salesItemPrices.path]: [
    "Item",
    "Price",
    "Currency",
    "Unit",
    "Quantity",
    "NumberOfItemsPerUnit",
    "StartDate",
  ],
  [salesOrders.path]: ["OrderedBy"],
  [orderLines]: ["Item"],
  [salesInvoices.path]: ["Journal", "OrderedBy"],
  [invoiceLines]: ["Item"],
  [printedSalesInvoices.path]: ["InvoiceID"],
  [salesEntries.path]: ["Customer", "Journal"],
  [entryLines]: ["GLAccount", "AmountFC"],
  [documents.path]: ["Subject", "Type"],
  [documentAttachments.path]: ["Document", "FileName", "Attachment"],
};

/** Fields that only one record may have together. */
const unique: Readonly<Record<string, readonly string[]>> = {
  [accounts.path]: ["Code"],
  [items.path]: ["Code"],
  [salesOrders.path]: ["OrderNumber"],
  [salesItemPrices.path]: ["Item", "Account", "Currency", "Unit", "Quantity", "StartDate"],
};

const countries = new Set(
  "AT AU BE BG CA CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IT JP LT LU LV MT NL NO PL PT RO SE SI SK US".split(
    " ",
  ),
);

/** A write as the rules look at it. */
interface Write {
  readonly resource: ExactResource;
  readonly entity: Entity;
  readonly sent: JsonObject;
  /** The record as it is; undefined for a new one. */
  readonly before: Entity | undefined;
}

/** Refuses what Exact Online's own rules refuse, all messages together as it does. Throws {@link StoreFault} 500. */
export function checkBusinessRules(store: ExactStore, write: Write): void {
  const messages = [
    ...missing(write),
    ...duplicates(store, write),
    ...brokenReferences(store, write),
    ...(ownRules[write.resource.path]?.(store, write) ?? []),
  ];
  if (messages.length > 0) throw new StoreFault(500, messages.join("\r\n"));
}

function titleOf(resource: ExactResource, name: string): string {
  return resource.fields.find((field) => field.name === name)?.title ?? name;
}

function missing({ entity, resource }: Write): readonly string[] {
  const names = required[resource.path] ?? [];
  return names.filter((name) => isEmpty(entity[name])).map((name) => `Mandatory: ${titleOf(resource, name)}`);
}

// Sending the code a record already has counts as a duplicate too.
function duplicates(store: ExactStore, { before, entity, resource, sent }: Write): readonly string[] {
  const names = unique[resource.path] ?? [];
  const isCode = names.length === 1;
  if (names.length === 0 || (isCode && isEmpty(sent[names[0] ?? ""]))) return [];
  const [first = ""] = names;
  const other = store
    .findAll(resource.path, first, [entity[first] ?? null])
    .find(
      (one) =>
        (isCode || one !== before) &&
        names.every((name) => comparable(one[name]) === comparable(entity[name])),
    );
  if (!other) return [];
  return [
    isCode
      ? "Data already exists."
      : `Must be: Unique - ${names.map((name) => titleOf(resource, name)).join(", ")}`,
  ];
}

function brokenReferences(store: ExactStore, { entity, resource, sent }: Write): readonly string[] {
  return Object.entries(references[resource.path] ?? {})
    .filter(([name]) => !isEmpty(sent[name]))
    .filter(([name, [path, field]]) => store.find(path, field, entity[name]) === undefined)
    .map(([name]) => `Invalid reference: ${titleOf(resource, name)}`);
}

type Rule = (store: ExactStore, write: Write) => readonly string[];

const ownRules: Readonly<Record<string, Rule>> = {
  [accounts.path]: (_, { entity }) => [
    ...badCountry(entity),
    ...(isEmpty(entity.Code) || /^\d+$/.test(String(entity.Code).trim()) ? [] : ["Invalid: Code"]),
  ],
  [addresses.path]: (_, { entity }) => badCountry(entity),
  [contacts.path]: (_, { entity }) =>
    isEmpty(entity.FirstName) && isEmpty(entity.LastName) ? ["Mandatory: First name or last name"] : [],
  [salesOrders.path]: (store, write) => documentRules(store, write, "SalesOrderLines"),
  [salesInvoices.path]: (store, write) => [
    ...documentRules(store, write, "SalesInvoiceLines"),
    ...(write.before?.Status === 50 ? ["Not allowed: The invoice has been processed"] : []),
    ...(write.entity.Type === 8023 && isEmpty(write.entity.Warehouse) ? ["Mandatory: Warehouse"] : []),
  ],
  [salesEntries.path]: (_, { before, sent }) =>
    before ? [] : withoutLines(sent.SalesEntryLines, "Sales entry lines"),
  [orderLines]: saleable,
  [invoiceLines]: saleable,
};

function badCountry(entity: Entity): readonly string[] {
  const country = String(entity.Country ?? "")
    .trim()
    .toUpperCase();
  return country === "" || countries.has(country) ? [] : ["Invalid reference: Country"];
}

function saleable(store: ExactStore, { entity }: Write): readonly string[] {
  const item = store.find(items.path, "ID", entity.Item);
  return item && item.IsSalesItem !== true ? ["Not allowed: Item is not a sales item"] : [];
}

function withoutLines(lines: Json | undefined, title: string): readonly string[] {
  return Array.isArray(lines) && lines.length > 0 ? [] : [`Mandatory: ${title}`];
}

function documentRules(
  store: ExactStore,
  { before, entity, resource, sent }: Write,
  lines: string,
): readonly string[] {
  if (before) return [];
  const messages = [...withoutLines(sent[lines], `${resource.title}, lines`)];
  for (const [name, title] of [
    ["OrderedBy", "Ordered by"],
    ["DeliverTo", "Deliver to"],
    ["InvoiceTo", "Invoice to"],
  ] as const) {
    if (isEmpty(entity[name])) continue;
    const party = store.find(accounts.path, "ID", entity[name]);
    if (party?.Status !== "C") messages.push(`Invalid reference: ${title}`);
    else if (party.Blocked === true) messages.push(`Blocked: ${title}`);
  }
  return messages;
}

/** What a record may not be removed for. Throws {@link StoreFault} 500. */
export function checkRemoval(store: ExactStore, resource: ExactResource, id: string): void {
  if (resource.path === accounts.path) {
    const order = [...store.table(salesOrders.path).values()].find((one) => one.OrderedBy === id);
    if (order)
      throw new StoreFault(500, `Can't delete: Account - Used in: Sales order ${String(order.OrderNumber)}`);
  }
  if (resource.path === items.path) {
    const line = [...store.table(orderLines).values()].find((one) => one.Item === id);
    if (line) throw new StoreFault(500, "Can't delete: Item - Used in: Sales order lines");
  }
  const status = store.table(resource.path).get(id)?.Status;
  if (resource.path === salesInvoices.path && status === 50)
    throw new StoreFault(500, "Not allowed: The invoice has been processed");
}
