import {
  type AccountViewField,
  type AccountViewResource,
  currency,
  date,
  logical,
  memo,
  number,
  text,
  written,
} from "./field.ts";
import { changedByOptions } from "./options.ts";

const lineFields: readonly AccountViewField[] = [
  text("ACCT_NR", "Ledger account", 10, { required: "create" }),
  date("TRN_DATE", "Date"),
  text("TRN_DESC", "Description", 40),
  currency("AMOUNT", "Amount", {
    required: "create",
    help: "Whether revenue is positive or negative in a sales journal depends on the administration: try it on a test company.",
  }),
  text("VAT_CODE", "VAT code", 2),
  currency("VAT_AMT", "VAT amount"),
  currency("BASE_AMT", "Base of the VAT"),
  text("COST_CODE", "Cost centre", 10),
  text("PROJ_CODE", "Project", 10),
  text("SUB_NR", "Debtor", 10),
  text("INV_NR", "Invoice number", 12),
  number("TRN_QTY", "Quantity"),
];

/** Pages of journals; a page of a sales journal is a sales invoice. They can be made, not changed. */
export const journalPages: AccountViewResource = {
  ...written,
  name: "journalPages",
  title: "Invoices (journal pages)",
  businessObject: "DJ2",
  readObject: "DJ2P",
  table: "DJ_PAGE",
  lines: { table: "DJ_LINE", field: "DJ_LINE" },
  ids: ["INV_NR", "PAGE_NR"],
  key: "INV_NR",
  label: "INV_NR",
  match: ["INV_NR", "HDR_DESC", "SUB_NR", "PAGE_NR"],
  noUpdate: true,
  incremental: {
    help: "Reads what was changed since the last run, where AccountView keeps the time of a change; otherwise everything.",
    overlaps: true,
    since: true,
  },
  readOptions: changedByOptions,
  fields: [
    text("DJ_CODE", "Journal", 3, { required: "create", help: "Code of a journal.", example: "700" }),
    text("PAGE_NR", "Page", 10, { help: "Left out: AccountView gives the next one.", assigned: true }),
    text("INV_NR", "Invoice number", 12, { help: "Pages are found again by it." }),
    text("HDR_DESC", "Description", 40, { required: "create" }),
    date("TRN_DATE", "Date", { required: "create" }),
    number("PERIOD", "Period"),
    text("SUB_NR", "Debtor", 10, { help: "Number of a debtor." }),
    text("CUR_CODE", "Currency", 3),
    number("CRED_DAYS", "Days to pay"),
    logical("GROSS_FLG", "Amounts are with VAT"),
    number("PD_PCT", "Discount for early payment", { help: "In per cent." }),
    memo("COMMENT1", "Note"),
    { name: "DJ_LINE", title: "Lines", type: "list", required: "create", fields: lineFields },
  ],
};
