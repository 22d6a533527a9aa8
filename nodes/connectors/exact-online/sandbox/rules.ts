import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import { accounts } from "../accounts.ts";
import { glAccounts, paymentConditions, vatCodes } from "../code-lists.ts";
import { contacts } from "../contacts.ts";
import type { ExactResource } from "../field.ts";
import { items } from "../items.ts";
import { salesOrders } from "../sales-orders.ts";
import { type Entity, guidOf, StoreFault } from "./entity.ts";
import type { ExactStore } from "./store.ts";

const linesPath = "salesorder/SalesOrderLines";

/** Fields whose value must be the id or the code of another record. */
const references: Readonly<Record<string, Readonly<Record<string, readonly [string, string]>>>> = {
  [accounts.path]: {
    SalesVATCode: [vatCodes.path, "Code"],
    PaymentConditionSales: [paymentConditions.path, "Code"],
    GLAccountSales: [glAccounts.path, "ID"],
    InvoiceAccount: [accounts.path, "ID"],
    Parent: [accounts.path, "ID"],
    MainContact: [contacts.path, "ID"],
  },
  [contacts.path]: { Account: [accounts.path, "ID"] },
  [items.path]: { SalesVatCode: [vatCodes.path, "Code"], GLRevenue: [glAccounts.path, "ID"] },
  [salesOrders.path]: { PaymentCondition: [paymentConditions.path, "Code"] },
  [linesPath]: { Item: [items.path, "ID"], VATCode: [vatCodes.path, "Code"] },
};

const required: Readonly<Record<string, readonly string[]>> = {
  [accounts.path]: ["Name"],
  [contacts.path]: ["Account"],
  [items.path]: ["Code", "Description"],
  [salesOrders.path]: ["OrderedBy"],
  [linesPath]: ["Item"],
};

const unique: Readonly<Record<string, string>> = {
  [accounts.path]: "Code",
  [items.path]: "Code",
  [salesOrders.path]: "OrderNumber",
};

const countries = new Set(
  "AT AU BE BG CA CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IT JP LT LU LV MT NL NO PL PT RO SE SI SK US".split(
    " ",
  ),
);

/** Refuses what Exact Online's own rules refuse, all messages together as it does. Throws {@link StoreFault} 500. */
export function checkBusinessRules(
  store: ExactStore,
  resource: ExactResource,
  entity: Entity,
  sent: JsonObject,
  before: Entity | undefined,
): void {
  const messages = [
    ...missing(resource, entity),
    ...duplicates(store, resource, entity, sent, before),
    ...brokenReferences(store, resource, entity, sent),
    ...ownRules(store, resource, entity, sent, before),
  ];
  if (messages.length > 0) throw new StoreFault(500, messages.join("\r\n"));
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

function titleOf(resource: ExactResource, name: string): string {
  return resource.fields.find((field) => field.name === name)?.title ?? name;
}

function missing(resource: ExactResource, entity: Entity): readonly string[] {
  const names = required[resource.path] ?? [];
  return names.filter((name) => isEmpty(entity[name])).map((name) => `Mandatory: ${titleOf(resource, name)}`);
}

// Sending the code a record already has counts as a duplicate too.
function duplicates(
  store: ExactStore,
  resource: ExactResource,
  entity: Entity,
  sent: JsonObject,
  before: Entity | undefined,
): readonly string[] {
  const name = unique[resource.path];
  if (name === undefined || isEmpty(sent[name])) return [];
  const other = store.find(resource.path, name, entity[name]);
  if (!other && !before) return [];
  return other ? ["Data already exists."] : [];
}

function brokenReferences(
  store: ExactStore,
  resource: ExactResource,
  entity: Entity,
  sent: JsonObject,
): readonly string[] {
  const rules = Object.entries(references[resource.path] ?? {});
  return rules
    .filter(([name]) => !isEmpty(sent[name]))
    .filter(([name, [path, field]]) => store.find(path, field, entity[name]) === undefined)
    .map(([name]) => `Invalid reference: ${titleOf(resource, name)}`);
}

function ownRules(
  store: ExactStore,
  resource: ExactResource,
  entity: Entity,
  sent: JsonObject,
  before: Entity | undefined,
): readonly string[] {
  switch (resource.path) {
    case accounts.path:
      return [
        ...(isEmpty(entity.Country) || countries.has(String(entity.Country).trim().toUpperCase())
          ? []
          : ["Invalid reference: Country"]),
        ...(isEmpty(entity.Code) || /^\d+$/.test(String(entity.Code).trim()) ? [] : ["Invalid: Code"]),
      ];
    case contacts.path:
      return isEmpty(entity.FirstName) && isEmpty(entity.LastName)
        ? ["Mandatory: First name or last name"]
        : [];
    case salesOrders.path:
      return before ? [] : orderRules(store, entity, sent);
    case linesPath: {
      const item = store.find(items.path, "ID", entity.Item);
      return item && item.IsSalesItem !== true ? ["Not allowed: Item is not a sales item"] : [];
    }
    default:
      return [];
  }
}

function orderRules(store: ExactStore, entity: Entity, sent: JsonObject): readonly string[] {
  const messages: string[] = [];
  const lines = sent.SalesOrderLines;
  if (!Array.isArray(lines) || lines.length === 0) messages.push("Mandatory: Sales order lines");
  for (const [name, title] of [
    ["OrderedBy", "Ordered by"],
    ["DeliverTo", "Deliver to"],
    ["InvoiceTo", "Invoice to"],
  ] as const) {
    if (isEmpty(entity[name])) continue;
    const account = store.find(accounts.path, "ID", entity[name]);
    if (account?.Status !== "C") messages.push(`Invalid reference: ${title}`);
    else if (account.Blocked === true) messages.push(`Blocked: ${title}`);
  }
  return messages;
}

/** Fills in what Exact Online fills in on a POST. */
export function completeNew(
  store: ExactStore,
  resource: ExactResource,
  entity: Entity,
  sent: JsonObject,
): void {
  switch (resource.path) {
    case accounts.path:
      entity.Code ??= nextCode(store);
      entity.Type = "A";
      entity.Status ??= "A";
      entity.IsSales = entity.Status === "C";
      entity.Blocked ??= false;
      entity.SalesCurrency ??= "EUR";
      entity.StartDate ??= store.today();
      return;
    case items.path:
      entity.Unit ??= "stuk";
      entity.IsStockItem ??= true;
      entity.IsPurchaseItem ??= false;
      entity.IsSalesItem ??= false;
      entity.StandardSalesPrice = 0;
      entity.Stock = 0;
      return;
    case contacts.path:
      entity.Gender ??= "O";
      entity.BusinessEmail ??= entity.Email ?? null;
      return;
    case salesOrders.path:
      completeOrder(store, entity, sent);
      return;
    case linesPath:
      completeLine(store, entity);
  }
}

function nextCode(store: ExactStore): string {
  const codes = [...store.table(accounts.path).values()].map((entity) =>
    Number(String(entity.Code ?? "").trim()),
  );
  return String(Math.max(0, ...codes.filter(Number.isFinite)) + 1).padStart(18);
}

function completeOrder(store: ExactStore, entity: Entity, sent: JsonObject): void {
  const orders = [...store.table(salesOrders.path).values()];
  entity.OrderNumber ??= Math.max(2600, ...orders.map((order) => Number(order.OrderNumber ?? 0))) + 1;
  entity.InvoiceTo ??= entity.OrderedBy ?? null;
  entity.DeliverTo ??= entity.OrderedBy ?? null;
  entity.DeliveryAddress ??= isEmpty(entity.DeliverTo)
    ? null
    : guidOf(`address of ${String(entity.DeliverTo)}`);
  entity.OrderDate ??= store.today();
  entity.DeliveryDate ??= entity.OrderDate;
  entity.Currency ??= "EUR";
  entity.Discount ??= 0;
  entity.Status = 12;
  entity.StatusDescription = "Open";
  entity.DeliveryStatus = 12;
  entity.InvoiceStatus = 12;
  const account = store.find(accounts.path, "ID", entity.OrderedBy);
  entity.OrderedByName = account?.Name ?? null;
  entity.PaymentCondition ??= account?.PaymentConditionSales ?? null;
  const lines = Array.isArray(sent.SalesOrderLines) ? (sent.SalesOrderLines as readonly Json[]) : [];
  const amounts = lines.map((line) => amountsOf(store, line));
  entity.AmountFCExclVat = round(amounts.reduce((sum, amount) => sum + amount.net, 0));
  entity.AmountFC = round(amounts.reduce((sum, amount) => sum + amount.net + amount.vat, 0));
}

function completeLine(store: ExactStore, entity: Entity): void {
  const item = store.find(items.path, "ID", entity.Item);
  entity.ItemCode = item?.Code ?? null;
  entity.Description ??= item?.Description ?? null;
  entity.UnitCode ??= item?.Unit ?? null;
  entity.Quantity ??= 1;
  entity.UnitPrice ??= 0;
  entity.Discount ??= 0;
  entity.NetPrice ??= entity.UnitPrice;
  entity.VATCode ??= item?.SalesVatCode ?? null;
  const { net, vat, percentage } = amountsOf(store, entity);
  entity.AmountFC = net;
  entity.VATAmount = vat;
  entity.VATPercentage = percentage;
}

/** Net and VAT of a line; with a VAT code of type I the price holds the VAT already. */
function amountsOf(
  store: ExactStore,
  line: Json,
): { readonly net: number; readonly vat: number; readonly percentage: number } {
  const values =
    typeof line === "object" && line !== null && !Array.isArray(line) ? (line as JsonObject) : {};
  const item = store.find(items.path, "ID", values.Item);
  const code = store.find(vatCodes.path, "Code", values.VATCode ?? item?.SalesVatCode ?? null);
  const percentage = Number(code?.Percentage ?? 0);
  const gross = Number(values.NetPrice ?? values.UnitPrice ?? 0) * Number(values.Quantity ?? 1);
  const net = round(code?.Type === "I" ? gross / (1 + percentage) : gross);
  return { net, vat: round(net * percentage), percentage };
}

// Half away from zero, on cents. The tiny addition undoes what binary fractions take away (1.005).
function round(amount: number): number {
  return (Math.sign(amount) * Math.round(Math.abs(amount) * 100 + 1e-7)) / 100;
}
