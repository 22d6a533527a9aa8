import { type AccountViewField, type AccountViewResource, dateTime, number, text, written } from "./field.ts";
import { changedByOptions } from "./options.ts";

const lineFields: readonly AccountViewField[] = [
  text("ART_CODE", "Article", 20, { required: "create" }),
  number("ORD_QTY", "Quantity", { required: "create" }),
  number("ART_PX", "Price", { help: "For one. With or without VAT as the debtor or price list says." }),
  dateTime("DEL_DATE", "Delivery date"),
];

/** Sales orders with their lines. */
export const salesOrders: AccountViewResource = {
  ...written,
  name: "salesOrders",
  title: "Sales orders",
  businessObject: "SO1",
  table: "SO_HDR",
  lines: { table: "SO_LINE", field: "SO_LINE" },
  ids: ["REC_ID", "COMMENT1"],
  key: "COMMENT1",
  label: "COMMENT1",
  match: ["COMMENT1", "COMMENT2", "RPL_INV"],
  incremental: {
    help: "Reads what was changed since the last run, where AccountView keeps the time of a change; otherwise everything.",
    overlaps: true,
    since: true,
  },
  readOptions: changedByOptions,
  fields: [
    text("REC_ID", "Internal id", 10, { writable: false, assigned: true }),
    dateTime("ORD_DATE", "Order date"),
    dateTime("INV_DATE", "Invoice date"),
    dateTime("DEL_DATE", "Delivery date"),
    text("RPL_INV", "Invoice debtor", 10, { required: "create", help: "Number of a debtor." }),
    text("RPL_DEL", "Delivery debtor", 10, { required: "create", help: "Number of a debtor." }),
    text("DEL_CODE", "Delivery address", 10),
    text("COMMENT1", "Description", 40, {
      help: "The place for your own order number: orders are found again by it.",
      example: "#1001",
    }),
    text("COMMENT2", "Note for the customer", 40, { personal: true }),
    text("TO_EMAIL", "E-mail", 50, { personal: true }),
    number("PD_AMT", "Discount amount"),
    text("EMP_NR", "Sales employee", 10),
    text("APX_LIST", "Price list", 5),
    { name: "SO_LINE", title: "Lines", type: "list", required: "create", fields: lineFields },
  ],
};
