import { accounts } from "../accounts.ts";
import { addresses } from "../addresses.ts";
import { codeLists, glAccounts } from "../code-lists.ts";
import { contacts } from "../contacts.ts";
import { documentAttachments, documents } from "../documents.ts";
import { type ExactResource, guid, type SyncSource } from "../field.ts";
import { itemPictures, items } from "../items.ts";
import { salesItemPrices } from "../prices.ts";
import { salesEntries } from "../sales-entries.ts";
import { printedSalesInvoices, salesInvoices } from "../sales-invoices.ts";
import { salesOrders } from "../sales-orders.ts";
import { stockPositions } from "../stock.ts";

type Verb = "POST" | "PUT" | "DELETE";

/** A resource as the stand-in serves it. */
export interface SandboxResource {
  readonly resource: ExactResource;
  /** Which fields a `$filter` may name and must have at least one of; *any*: one is needed, whichever; undefined: none is needed. */
  readonly filterable: ReadonlySet<string> | "any" | undefined;
  /** Which verbs it has besides GET. */
  readonly verbs: readonly Verb[];
  /** For lines: the path of their headers, and the header's property that holds them. */
  readonly linesOf: string | undefined;
  readonly collection: string;
  /** Also served below `bulk/`, 1,000 a page. */
  readonly bulk: boolean;
}

interface Serving {
  readonly filterable?: string;
  readonly lines?: { readonly of: string; readonly collection: string };
  readonly bulk?: boolean;
}

function serve(resource: ExactResource, verbs: readonly Verb[], serving: Serving = {}): SandboxResource {
  const { filterable } = serving;
  return {
    resource,
    verbs,
    filterable:
      filterable === undefined || filterable === "any" ? filterable : new Set(filterable.split(" ")),
    linesOf: serving.lines?.of,
    collection: serving.lines?.collection ?? "",
    bulk: serving.bulk ?? false,
  };
}

/** Lines have an address of their own; a header delivers them only when asked to. */
function linesOf(
  header: ExactResource,
  names: { readonly collection: string; readonly path: string; readonly entity: string },
  extra: Partial<ExactResource> = {},
): ExactResource {
  const fields = header.fields.find((field) => field.name === names.collection)?.fields ?? [];
  const { sync: _, ...rest } = header;
  return {
    ...rest,
    name: names.collection,
    title: names.collection,
    path: names.path,
    entity: names.entity,
    id: "ID",
    key: "ID",
    fields: [...fields, guid(header.id, header.title, { required: "create" })],
    ...extra,
  };
}

const orderLines = linesOf(
  salesOrders,
  { collection: "SalesOrderLines", path: "salesorder/SalesOrderLines", entity: "SalesOrderLine" },
  { sync: { path: "SalesOrder/SalesOrderLines", whole: true, entityType: 33 } },
);
const invoiceLines = linesOf(salesInvoices, {
  collection: "SalesInvoiceLines",
  path: "salesinvoice/SalesInvoiceLines",
  entity: "SalesInvoiceLine",
});
const entryLines = linesOf(salesEntries, {
  collection: "SalesEntryLines",
  path: "salesentry/SalesEntryLines",
  entity: "SalesEntryLine",
});

const all: readonly Verb[] = ["POST", "PUT", "DELETE"];

/** Everything with an address below a division. */
export const sandboxResources: readonly SandboxResource[] = [
  serve(accounts, all, {
    bulk: true,
    filterable:
      "ID AddressLine1 AddressLine2 AddressLine3 Blocked ChamberOfCommerce City Code Country Created Email EndDate Fax InvoiceAccount IsSales IsSupplier MainContact Modified Name Parent Phone Postcode PriceList SearchCode StartDate Status Type VATNumber",
  }),
  serve(contacts, all, { bulk: true, filterable: "any" }),
  serve(addresses, all, { bulk: true, filterable: "any" }),
  serve(items, all, {
    bulk: true,
    filterable:
      "ID Barcode Code Created Description EndDate ExtraDescription GLRevenue IsBatchItem IsFractionAllowedItem IsPurchaseItem IsSalesItem IsStockItem IsWebshopItem ItemGroup ItemGroupCode Modified NetWeightUnit SalesVatCode SearchCode StartDate Unit",
  }),
  serve(salesItemPrices, all, { bulk: true, filterable: "any" }),
  serve(salesOrders, all, {
    bulk: true,
    filterable:
      "OrderID Created DeliverTo DeliverToContactPerson DeliveryAddress DeliveryDate DeliveryStatus Description Document InvoiceStatus InvoiceTo Modified OrderDate OrderedBy OrderedByContactPerson OrderNumber PaymentReference Salesperson ShippingMethod Status WarehouseID YourRef",
  }),
  serve(orderLines, all, {
    bulk: true,
    filterable:
      "ID CostCenter CostUnit DeliveryDate Description Item LineNumber OrderID OrderNumber Project VATCode",
    lines: { of: salesOrders.path, collection: "SalesOrderLines" },
  }),
  serve(salesInvoices, all, {
    bulk: true,
    filterable:
      "InvoiceID Created DeliverTo DeliverToAddress Description Document InvoiceDate InvoiceNumber InvoiceTo Journal Modified OrderedBy OrderNumber PaymentReference Salesperson Status Type Warehouse YourRef",
  }),
  serve(invoiceLines, all, {
    bulk: true,
    lines: { of: salesInvoices.path, collection: "SalesInvoiceLines" },
  }),
  serve(printedSalesInvoices, ["POST"]),
  serve(salesEntries, all),
  serve(entryLines, all, { lines: { of: salesEntries.path, collection: "SalesEntryLines" } }),
  serve(documents, all, { bulk: true, filterable: "any" }),
  serve(documentAttachments, ["POST", "DELETE"], { bulk: true }),
  ...codeLists.map((list) => serve(list, [], list === glAccounts ? { bulk: true, filterable: "any" } : {})),
];

/** A resource that is served under a path, with the fields of all resources that share it. */
export function servedAt(path: string): SandboxResource | undefined {
  const served = sandboxResources.find((one) => one.resource.path.toLowerCase() === path.toLowerCase());
  if (served?.resource.path !== items.path) return served;
  // Pictures are fields of the item, though flows see them as records of their own.
  const known = new Set(items.fields.map(({ name }) => name));
  const own = itemPictures.fields.filter(({ name }) => !known.has(name));
  const named = items.fields.map((field) =>
    field.name === "PictureName" ? { ...field, writable: true } : field,
  );
  return { ...served, resource: { ...served.resource, fields: [...named, ...own] } };
}

/** A stream of changes below `sync/`. */
export interface SandboxStream {
  readonly source: SyncSource;
  readonly resource: ExactResource;
  /** Rows hold a line together with its header. */
  readonly flattens?: SandboxResource;
}

/** Every stream of changes. */
export const sandboxStreams: readonly SandboxStream[] = [
  ...sandboxResources.map(({ resource }) => resource),
  stockPositions,
].flatMap((resource): SandboxStream[] => {
  if (!resource.sync) return [];
  const flattens =
    resource === salesInvoices ? sandboxResources.find((one) => one.resource === invoiceLines) : undefined;
  return [{ source: resource.sync, resource, ...(flattens ? { flattens } : {}) }];
});
