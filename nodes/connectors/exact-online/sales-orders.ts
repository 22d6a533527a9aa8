import { changes } from "./changes.ts";
import {
  assigned,
  date,
  double,
  type ExactField,
  type ExactResource,
  guid,
  integer,
  lines,
  readOnly,
  stamps,
  text,
  written,
} from "./field.ts";

const orderStatus = [
  { value: 12, title: "Open" },
  { value: 20, title: "Partial" },
  { value: 21, title: "Complete" },
  { value: 45, title: "Cancelled" },
];

const lineFields: readonly ExactField[] = [
  guid("ID", "Id", assigned),
  guid("Item", "Item", {
    required: "create",
    help: "Id of an item. Its code cannot be sent: look the item up.",
  }),
  text("ItemCode", "Code of the item", readOnly),
  text("Description", "Description", { maxLength: 60, help: "Left out: that of the item." }),
  double("Quantity", "Quantity"),
  text("UnitCode", "Unit"),
  double("NetPrice", "Price", { help: "The price charged for one." }),
  double("UnitPrice", "List price"),
  double("Discount", "Discount", { help: "A fraction: 0.05 means 5 %." }),
  text("VATCode", "VAT code", {
    help: "Code of one of the VAT codes. Left out: that of the item, then of the account.",
  }),
  double("VATPercentage", "VAT", { help: "A fraction: 0.21 means 21 %." }),
  double("VATAmount", "VAT amount", readOnly),
  double("AmountFC", "Amount", readOnly),
  date("DeliveryDate", "Delivery date"),
  text("Notes", "Notes", { personal: true }),
  integer("LineNumber", "Line number", readOnly),
];

/** Sales orders with their lines. */
export const salesOrders: ExactResource = {
  ...written,
  name: "salesOrders",
  title: "Sales orders",
  path: "salesorder/SalesOrders",
  entity: "SalesOrder",
  id: "OrderID",
  key: "OrderNumber",
  label: "OrderNumber",
  match: ["YourRef", "OrderNumber", "Description", "OrderedBy", "PaymentReference", "OrderID"],
  ...changes,
  sync: {
    path: "SalesOrder/SalesOrderHeaders",
    whole: false,
    lines: "SalesOrder/SalesOrderLines",
    entityType: 32,
  },
  fields: [
    guid("OrderID", "Id", assigned),
    integer("OrderNumber", "Order number", { assigned: true, help: "Left out: the next number is given." }),
    guid("OrderedBy", "Ordered by", {
      required: "create",
      fixed: true,
      help: "Id of an account that is a customer.",
    }),
    text("OrderedByName", "Name of the customer", { ...readOnly, personal: true }),
    guid("InvoiceTo", "Invoice to", {
      fixed: true,
      help: "Id of an account. Left out: the one that ordered.",
    }),
    guid("DeliverTo", "Deliver to", {
      fixed: true,
      help: "Id of an account. Left out: the one that ordered.",
    }),
    guid("DeliveryAddress", "Delivery address"),
    date("OrderDate", "Order date", { help: "Left out: today." }),
    date("DeliveryDate", "Delivery date", { help: "Left out: the order date." }),
    text("YourRef", "Your reference", {
      help: "The customer's own number; the best field to find an order again by.",
      example: "WEB-10482",
    }),
    text("Description", "Description", { maxLength: 60 }),
    text("Remarks", "Remarks", { personal: true }),
    text("PaymentReference", "Payment reference"),
    text("Currency", "Currency", { maxLength: 3, help: "Left out: EUR." }),
    text("PaymentCondition", "Payment condition", { help: "Code of a payment condition." }),
    guid("ShippingMethod", "Shipping method"),
    guid("Salesperson", "Salesperson"),
    guid("WarehouseID", "Warehouse", { help: "Id of a warehouse. Left out: the main one." }),
    guid("OrderedByContactPerson", "Contact that ordered", {
      help: "Id of a contact. Left out: the main one.",
    }),
    guid("DeliverToContactPerson", "Contact to deliver to"),
    guid("Document", "Document"),
    double("AmountDiscount", "Discount amount", { help: "With VAT. Instead of a discount." }),
    double("Discount", "Discount", { help: "A fraction: 0.05 means 5 %." }),
    double("AmountFC", "Amount", { ...assigned, help: "With VAT." }),
    double("AmountFCExclVat", "Amount without VAT", assigned),
    integer("Status", "Status", { ...assigned, values: orderStatus }),
    text("StatusDescription", "Status in words", readOnly),
    integer("DeliveryStatus", "Delivery status", { ...assigned, values: orderStatus }),
    integer("InvoiceStatus", "Invoice status", { ...assigned, values: orderStatus }),
    lines("SalesOrderLines", "Lines", {
      required: "create",
      fixed: true,
      fields: lineFields,
      help: "At least one. Sent on a create only.",
    }),
    ...stamps,
  ],
};
