import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import { accounts } from "../accounts.ts";
import { addresses } from "../addresses.ts";
import { warehouses } from "../code-lists.ts";
import { contacts } from "../contacts.ts";
import { documentAttachments, documents } from "../documents.ts";
import type { ExactResource } from "../field.ts";
import { items } from "../items.ts";
import { salesItemPrices } from "../prices.ts";
import { salesEntries } from "../sales-entries.ts";
import { printedSalesInvoices, salesInvoices } from "../sales-invoices.ts";
import { salesOrders } from "../sales-orders.ts";
import { stockPositions } from "../stock.ts";
import { amountsOf, entryAmountsOf, round, totalsOf } from "./amounts.ts";
import { type Entity, guidOf, isEmpty } from "./entity.ts";
import type { ExactStore } from "./store.ts";

type Completion = (store: ExactStore, entity: Entity, sent: JsonObject) => void;

const completions: Readonly<Record<string, Completion>> = {
  [accounts.path]: completeAccount,
  [addresses.path]: completeAddress,
  [contacts.path]: completeContact,
  [items.path]: completeItem,
  [salesItemPrices.path]: completePrice,
  [salesOrders.path]: completeOrder,
  "salesorder/SalesOrderLines": completeLine,
  [salesInvoices.path]: completeInvoice,
  "salesinvoice/SalesInvoiceLines": completeLine,
  [printedSalesInvoices.path]: processInvoice,
  [salesEntries.path]: completeEntry,
  [documents.path]: (store, entity) => {
    entity.HID ??= store.table(documents.path).size + 1;
    entity.DocumentDate ??= store.today();
  },
  [documentAttachments.path]: (_, entity) => {
    entity.FileSize = Buffer.from(String(entity.Attachment ?? ""), "base64").byteLength;
    entity.Url = `https://start.exactonline.example/docs/SysAttachment.aspx?ID=${String(entity.ID)}`;
  },
};

/** Fills in what Exact Online fills in on a POST. */
export function completeNew(
  store: ExactStore,
  resource: ExactResource,
  entity: Entity,
  sent: JsonObject,
): void {
  completions[resource.path]?.(store, entity, sent);
}

/** Makes what comes with a new record: addresses of an account, the price at 0 of an item and its stock. */
export function makeCompanions(store: ExactStore, resource: ExactResource, entity: Entity): void {
  if (resource.path === accounts.path) makeAddresses(store, entity);
  if (resource.path === items.path) makeItemCompanions(store, entity);
}

function makeAddresses(store: ExactStore, account: Entity): void {
  const { AddressLine1, City, Country, Name, Postcode } = account;
  const where = { AddressLine1: AddressLine1 ?? null, City: City ?? null, Postcode: Postcode ?? null };
  for (const Type of [1, 4]) {
    const values = { Account: account.ID ?? null, AccountName: Name ?? null, Type, Main: true };
    const country = isEmpty(Country) ? {} : { Country: Country ?? null };
    store.seed(addresses, { ...values, ...where, ...country }, `${String(account.ID)} ${Type}`);
  }
}

function makeItemCompanions(store: ExactStore, item: Entity): void {
  const { Code, Description, ID, Unit } = item;
  const own = { Item: ID ?? null, ItemCode: Code ?? null, ItemDescription: Description ?? null };
  const price = { Price: 0, Currency: "EUR", Unit: Unit ?? null, Quantity: 1, NumberOfItemsPerUnit: 1 };
  store.seed(salesItemPrices, { ...own, ...price, StartDate: store.today() }, `${String(ID)} first`);
  if (item.IsStockItem !== true) return;
  const main = [...store.table(warehouses.path).values()].find((one) => one.Main === 1);
  const none = { CurrentStock: 0, FreeStock: 0, ReservedStock: 0, PlanningIn: 0, PlanningOut: 0 };
  const place = { Warehouse: main?.ID ?? null, WarehouseCode: main?.Code ?? null, UnitCode: Unit ?? null };
  const position = { ItemId: ID ?? null, ItemCode: Code ?? null, ...place, ...none, ProjectedStock: 0 };
  store.seed(stockPositions, { ...position, ReorderPoint: 0 }, String(ID));
}

function completeAccount(store: ExactStore, entity: Entity): void {
  entity.Code ??= String(nextNumber(store, accounts.path, "Code", 0)).padStart(18);
  entity.Type = "A";
  entity.Status ??= "A";
  entity.IsSales = entity.Status === "C";
  entity.Blocked ??= false;
  entity.SalesCurrency ??= "EUR";
  entity.InvoicingMethod ??= 0;
  entity.StartDate ??= store.today();
}

function nextNumber(store: ExactStore, path: string, field: string, least: number): number {
  return store.highest(path, field, least) + 1;
}

function completeAddress(store: ExactStore, entity: Entity): void {
  entity.AccountName = store.find(accounts.path, "ID", entity.Account)?.Name ?? null;
  entity.Main ??= false;
}

function completeContact(store: ExactStore, entity: Entity): void {
  const account = store.find(accounts.path, "ID", entity.Account);
  entity.Gender ??= "O";
  entity.BusinessEmail ??= entity.Email ?? null;
  entity.FullName = [entity.FirstName, entity.MiddleName, entity.LastName].filter((one) => one).join(" ");
  entity.AccountName = account?.Name ?? null;
  entity.IsMainContact = account !== undefined && isEmpty(account.MainContact);
  if (account && entity.IsMainContact) account.MainContact = entity.ID ?? null;
}

function completeItem(store: ExactStore, entity: Entity): void {
  const group = [...store.table("logistics/ItemGroups").values()].find((one) => one.IsDefault === 1);
  entity.Unit ??= "stuk";
  entity.ItemGroup ??= group?.ID ?? null;
  entity.ItemGroupCode = store.find("logistics/ItemGroups", "ID", entity.ItemGroup)?.Code ?? null;
  entity.IsStockItem ??= true;
  entity.IsPurchaseItem ??= false;
  entity.IsSalesItem ??= false;
  entity.StandardSalesPrice = 0;
  entity.Stock = 0;
  entity.PictureUrl ??= "https://start.exactonline.example//docs/images/placeholder_item.png";
}

function completePrice(store: ExactStore, entity: Entity): void {
  const item = store.find(items.path, "ID", entity.Item);
  entity.ItemCode = item?.Code ?? null;
  entity.ItemDescription = item?.Description ?? null;
}

/** Who ordered, who is invoiced, where it goes, by which terms: alike for orders and invoices. */
function completeParties(store: ExactStore, entity: Entity): void {
  const account = store.find(accounts.path, "ID", entity.OrderedBy);
  entity.InvoiceTo ??= entity.OrderedBy ?? null;
  entity.DeliverTo ??= entity.OrderedBy ?? null;
  entity.OrderedByName = account?.Name ?? null;
  entity.PaymentCondition ??= account?.PaymentConditionSales ?? null;
  entity.OrderDate ??= store.today();
  entity.Currency ??= "EUR";
  entity.Discount ??= 0;
}

function linesIn(sent: JsonObject, name: string): readonly Json[] {
  const lines = sent[name];
  return Array.isArray(lines) ? (lines as readonly Json[]) : [];
}

function completeOrder(store: ExactStore, entity: Entity, sent: JsonObject): void {
  completeParties(store, entity);
  entity.OrderNumber ??= nextNumber(store, salesOrders.path, "OrderNumber", 2600);
  entity.OrderedByContactPerson ??= store.find(accounts.path, "ID", entity.OrderedBy)?.MainContact ?? null;
  entity.DeliveryAddress ??= isEmpty(entity.DeliverTo)
    ? null
    : guidOf(`${store.division}/${addresses.path}/${String(entity.DeliverTo)} 4`);
  entity.DeliveryDate ??= entity.OrderDate ?? null;
  entity.Status = 12;
  entity.StatusDescription = "Open";
  entity.DeliveryStatus = 12;
  entity.InvoiceStatus = 12;
  const { net, vat } = totalsOf(linesIn(sent, "SalesOrderLines").map((line) => amountsOf(store, line)));
  entity.AmountFCExclVat = net;
  entity.AmountFC = round(net + vat);
}

function completeInvoice(store: ExactStore, entity: Entity, sent: JsonObject): void {
  completeParties(store, entity);
  entity.Type ??= 8020;
  entity.Status = 20;
  entity.InvoiceNumber = null;
  const { net, vat } = totalsOf(linesIn(sent, "SalesInvoiceLines").map((line) => amountsOf(store, line)));
  entity.AmountFCExclVat = net;
  entity.AmountFC = round(net + vat);
  // A recorded answer had none either, although the amounts were there.
  entity.VATAmountFC = null;
}

function completeEntry(store: ExactStore, entity: Entity, sent: JsonObject): void {
  entity.EntryNumber ??= nextNumber(store, salesEntries.path, "EntryNumber", 24_700_000);
  entity.CustomerName = store.find(accounts.path, "ID", entity.Customer)?.Name ?? null;
  entity.EntryDate ??= store.today();
  entity.Currency ??= "EUR";
  entity.Status = 20;
  const { net, vat } = totalsOf(linesIn(sent, "SalesEntryLines").map((line) => entryAmountsOf(store, line)));
  entity.VATAmountFC ??= vat;
  entity.AmountFC = round(net + Number(entity.VATAmountFC));
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
  const { net, percentage, vat } = amountsOf(store, entity);
  entity.AmountFC = net;
  entity.VATPercentage = percentage;
  if ("VATAmount" in entity) entity.VATAmount = vat;
  if ("VATAmountFC" in entity) entity.VATAmountFC ??= vat;
}

/** The invoice gets its number and its final state; a direct one moves stock. */
function processInvoice(store: ExactStore, entity: Entity): void {
  const id = String(entity.InvoiceID ?? "");
  const invoice = store.table(salesInvoices.path).get(id);
  if (invoice?.Status !== 20) return;
  const InvoiceNumber = nextNumber(store, salesInvoices.path, "InvoiceNumber", 24_700_000);
  store.change(salesInvoices, id, {
    Status: 50,
    InvoiceNumber,
    InvoiceDate: entity.InvoiceDate ?? store.today(),
  });
  if (invoice.Type !== 8023) return;
  for (const line of store.table("salesinvoice/SalesInvoiceLines").values()) {
    if (line.InvoiceID !== id) continue;
    const position = store.find(stockPositions.path, "ItemId", line.Item);
    if (!position) continue;
    const CurrentStock = Number(position.CurrentStock) - Number(line.Quantity);
    store.change(stockPositions, String(position.ID), { CurrentStock, FreeStock: CurrentStock });
  }
}
