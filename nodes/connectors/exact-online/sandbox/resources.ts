import { accounts } from "../accounts.ts";
import { glAccounts, paymentConditions, vatCodes } from "../code-lists.ts";
import { contacts } from "../contacts.ts";
import { type ExactResource, guid } from "../field.ts";
import { items } from "../items.ts";
import { salesOrders } from "../sales-orders.ts";

/** A resource as the stand-in serves it. */
export interface SandboxResource {
  readonly resource: ExactResource;
  /** Fields that a `$filter` may name; undefined: every one, and none is needed. */
  readonly filterable: ReadonlySet<string> | undefined;
  /** Which verbs it has besides GET. */
  readonly verbs: readonly ("POST" | "PUT")[];
  /** For lines: the path of their headers, and the header's property that holds them. */
  readonly linesOf: string | undefined;
  readonly collection: string;
}

const serve = (
  resource: ExactResource,
  verbs: readonly ("POST" | "PUT")[],
  filterable?: string,
  lines?: { readonly of: string; readonly collection: string },
): SandboxResource => ({
  resource,
  verbs,
  filterable: filterable === undefined ? undefined : new Set(filterable.split(" ")),
  linesOf: lines?.of,
  collection: lines?.collection ?? "",
});

const lineFields = salesOrders.fields.find((field) => field.name === "SalesOrderLines")?.fields ?? [];

/** Lines have an address of their own; a header delivers them only when asked to. */
const salesOrderLines: ExactResource = {
  ...salesOrders,
  name: "salesOrderLines",
  title: "Sales order lines",
  path: "salesorder/SalesOrderLines",
  entity: "SalesOrderLine",
  id: "ID",
  key: "ID",
  fields: [...lineFields, guid("OrderID", "Order", { required: "create" })],
};

/** Everything with an address below a division. */
export const sandboxResources: readonly SandboxResource[] = [
  serve(
    accounts,
    ["POST", "PUT"],
    "ID AddressLine1 AddressLine2 AddressLine3 Blocked ChamberOfCommerce City Code Country Created Email EndDate Fax InvoiceAccount IsSales IsSupplier MainContact Modified Name Parent Phone Postcode PriceList SearchCode StartDate Status Type VATNumber",
  ),
  serve(contacts, ["POST", "PUT"]),
  serve(
    items,
    ["POST", "PUT"],
    "ID Barcode Code Created Description EndDate ExtraDescription GLRevenue IsBatchItem IsFractionAllowedItem IsPurchaseItem IsSalesItem IsStockItem IsWebshopItem ItemGroup ItemGroupCode Modified SalesVatCode SearchCode StartDate Unit",
  ),
  serve(
    salesOrders,
    ["POST", "PUT"],
    "OrderID Created DeliverTo DeliveryAddress DeliveryDate DeliveryStatus Description InvoiceStatus InvoiceTo Modified OrderDate OrderedBy OrderNumber PaymentReference Salesperson ShippingMethod Status YourRef",
  ),
  serve(salesOrderLines, ["POST", "PUT"], "ID DeliveryDate Description Item LineNumber OrderID VATCode", {
    of: salesOrders.path,
    collection: "SalesOrderLines",
  }),
  serve(vatCodes, []),
  serve(glAccounts, []),
  serve(paymentConditions, []),
];
