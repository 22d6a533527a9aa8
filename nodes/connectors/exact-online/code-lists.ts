import {
  assigned,
  boolean,
  double,
  type ExactField,
  type ExactResource,
  guid,
  integer,
  stamps,
  text,
} from "./field.ts";

const list = (
  name: string,
  title: string,
  path: string,
  entity: string,
  fields: readonly ExactField[],
): ExactResource => ({
  name,
  title,
  path,
  entity,
  fields,
  id: "ID",
  echoes: true,
  readable: true,
  writable: false,
  records: "state",
  repeat: "none",
  key: "Code",
  label: "Code",
  match: ["Code", "Description", "ID"],
  pageSize: 60,
  writeBatch: 1,
});

/** VAT codes; each administration has its own. */
export const vatCodes = list("vatCodes", "VAT codes", "vat/VATCodes", "VATCode", [
  guid("ID", "Id", assigned),
  text("Code", "Code", { padRight: 3 }),
  text("Description", "Description"),
  double("Percentage", "Percentage", { help: "A fraction: 0.21 means 21 %." }),
  text("Type", "Type", {
    values: [
      { value: "E", title: "Excluding VAT" },
      { value: "I", title: "Including VAT" },
      { value: "B", title: "0 %, base only" },
      { value: "N", title: "No VAT" },
    ],
  }),
  text("VATTransactionType", "Used for", {
    values: [
      { value: "B", title: "Both" },
      { value: "P", title: "Purchases" },
      { value: "S", title: "Sales" },
    ],
  }),
  boolean("IsBlocked", "Blocked"),
]);

/** General ledger accounts. */
export const glAccounts = list("glAccounts", "General ledger accounts", "financial/GLAccounts", "GLAccount", [
  guid("ID", "Id", assigned),
  text("Code", "Code"),
  text("Description", "Description"),
  text("BalanceSide", "Side", {
    values: [
      { value: "D", title: "Debit" },
      { value: "C", title: "Credit" },
    ],
  }),
  text("BalanceType", "Kind", {
    values: [
      { value: "B", title: "Balance sheet" },
      { value: "W", title: "Profit and loss" },
    ],
  }),
  integer("Type", "Type"),
  text("VATCode", "VAT code"),
  boolean("IsBlocked", "Blocked"),
  ...stamps,
]);

/** Payment conditions. */
export const paymentConditions = list(
  "paymentConditions",
  "Payment conditions",
  "cashflow/PaymentConditions",
  "PaymentCondition",
  [
    guid("ID", "Id", assigned),
    text("Code", "Code"),
    text("Description", "Description"),
    integer("PaymentDays", "Days"),
    text("PaymentMethod", "Method"),
  ],
);
