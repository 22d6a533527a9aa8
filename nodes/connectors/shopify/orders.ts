import {
  address,
  boolean,
  dateTime,
  integer,
  list,
  money,
  object,
  type ShopifyResource,
  taxLines,
  text,
} from "./field.ts";
import { ordersOptions } from "./options.ts";

const personal = { personal: true } as const;
const amount = "shopMoney { amount currencyCode }";
const place = "firstName lastName company address1 address2 zip city provinceCode countryCodeV2 phone";
const taxes = `taxLines { title rate priceSet { ${amount} } }`;

const lineSelection = `id sku title variantTitle quantity currentQuantity taxable isGiftCard
  originalUnitPriceSet { ${amount} } discountedUnitPriceAfterAllDiscountsSet { ${amount} } ${taxes}
  variant { id sku barcode }`;

const financialStatus = [
  "PENDING",
  "AUTHORIZED",
  "PARTIALLY_PAID",
  "PAID",
  "PARTIALLY_REFUNDED",
  "REFUNDED",
  "VOIDED",
  "EXPIRED",
].map((value) => ({ value, title: value.charAt(0) + value.slice(1).toLowerCase().replaceAll("_", " ") }));

const lineFields = [
  text("id", "Id"),
  text("sku", "SKU", { help: "Map on it: the variant is missing for deleted products and custom lines." }),
  text("title", "Title"),
  text("variantTitle", "Variant"),
  integer("quantity", "Quantity ordered"),
  integer("currentQuantity", "Quantity now", { help: "After edits and refunds." }),
  boolean("taxable", "Taxable"),
  boolean("isGiftCard", "Is a gift card"),
  money("originalUnitPriceSet", "Price for one"),
  money("discountedUnitPriceAfterAllDiscountsSet", "Price for one after all discounts"),
  taxLines,
  object("variant", "Variant", [text("id", "Id"), text("sku", "SKU"), text("barcode", "Barcode")]),
];

const customerFields = [
  text("id", "Id"),
  text("displayName", "Name", personal),
  text("firstName", "First name", personal),
  text("lastName", "Last name", personal),
  object("defaultEmailAddress", "E-mail", [text("emailAddress", "E-mail", personal)]),
  object("defaultPhoneNumber", "Phone", [text("phoneNumber", "Phone", personal)]),
  boolean("taxExempt", "Tax exempt"),
];

/** Orders with customer, addresses, lines, taxes, payments and refunds. */
export const orders: ShopifyResource = {
  name: "orders",
  title: "Orders",
  root: "orders",
  readable: true,
  writable: false,
  records: "state",
  repeat: "none",
  key: "id",
  label: "name",
  match: ["id", "name", "email"],
  searches: { name: "name", email: "email" },
  incremental: {
    help: "Reads orders that changed since the last run, refunded and cancelled ones among them, and the last minutes once more.",
    overlaps: true,
    since: true,
  },
  readOptions: ordersOptions,
  pageSize: 5,
  writeBatch: 1,
  findBatch: 10,
  lines: { name: "lineItems", selection: lineSelection, type: "Order" },
  selection: `id legacyResourceId name email phone createdAt processedAt updatedAt cancelledAt closed test
    displayFinancialStatus displayFulfillmentStatus currencyCode taxesIncluded taxExempt note tags poNumber
    paymentGatewayNames sourceName discountCodes customAttributes { key value }
    totalPriceSet { ${amount} } currentTotalPriceSet { ${amount} } subtotalPriceSet { ${amount} } totalTaxSet { ${amount} }
    totalShippingPriceSet { ${amount} } totalDiscountsSet { ${amount} } totalRefundedSet { ${amount} }
    customer { id displayName firstName lastName taxExempt
      defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } }
    billingAddress { ${place} } shippingAddress { ${place} }
    shippingLines(first: 3) { nodes { title code originalPriceSet { ${amount} } discountedPriceSet { ${amount} } ${taxes} } }
    transactions(first: 5) { kind status gateway processedAt amountSet { ${amount} } }
    refunds(first: 5) { id createdAt note totalRefundedSet { ${amount} } }
    lineItems(first: $lines) { nodes { ${lineSelection} } pageInfo { hasNextPage endCursor } }`,
  fields: [
    text("id", "Id", { example: "gid://shopify/Order/5001" }),
    text("legacyResourceId", "Number in Shopify's addresses"),
    text("name", "Order number", { example: "#1001" }),
    text("email", "E-mail", personal),
    text("phone", "Phone", personal),
    dateTime("createdAt", "Created"),
    dateTime("processedAt", "Placed"),
    dateTime("updatedAt", "Changed"),
    dateTime("cancelledAt", "Cancelled"),
    boolean("closed", "Closed"),
    boolean("test", "Is a test", { help: "Filter test orders out before they reach the books." }),
    text("displayFinancialStatus", "Payment status", { values: financialStatus }),
    text("displayFulfillmentStatus", "Shipping status"),
    text("currencyCode", "Currency"),
    boolean("taxesIncluded", "Prices are with tax"),
    boolean("taxExempt", "Tax exempt"),
    text("note", "Note", personal),
    { name: "tags", title: "Tags", type: "list", writable: false },
    text("poNumber", "Purchase order number"),
    { name: "paymentGatewayNames", title: "Payment methods", type: "list", writable: false },
    text("sourceName", "Sales channel"),
    { name: "discountCodes", title: "Discount codes", type: "list", writable: false },
    list("customAttributes", "Further attributes", [text("key", "Name"), text("value", "Value")]),
    money("totalPriceSet", "Total"),
    money("currentTotalPriceSet", "Total now"),
    money("subtotalPriceSet", "Total of the lines"),
    money("totalTaxSet", "Tax"),
    money("totalShippingPriceSet", "Shipping"),
    money("totalDiscountsSet", "Discount"),
    money("totalRefundedSet", "Refunded"),
    object("customer", "Customer", customerFields, { help: "Missing where nobody was named." }),
    address("billingAddress", "Billing address"),
    address("shippingAddress", "Shipping address"),
    list("shippingLines", "Shipping lines", [
      text("title", "Title"),
      text("code", "Code"),
      money("originalPriceSet", "Price"),
      money("discountedPriceSet", "Price after discounts"),
      taxLines,
    ]),
    list("transactions", "Payments", [
      text("kind", "Kind"),
      text("status", "Status"),
      text("gateway", "Payment method"),
      dateTime("processedAt", "At"),
      money("amountSet", "Amount"),
    ]),
    list("refunds", "Refunds", [
      text("id", "Id"),
      dateTime("createdAt", "Created"),
      text("note", "Note"),
      money("totalRefundedSet", "Amount"),
    ]),
    list("lineItems", "Lines", lineFields),
  ],
};
