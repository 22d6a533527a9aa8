import {
  type AccountViewResource,
  changing,
  dateTime,
  logical,
  looked,
  number,
  plain,
  text,
} from "./field.ts";

const list = (
  parts: Pick<
    AccountViewResource,
    "name" | "title" | "businessObject" | "table" | "key" | "fields" | "match"
  >,
): AccountViewResource => ({ ...looked, ...parts, ids: [parts.key], label: parts.key });

/** Groups of articles. */
export const articleGroups: AccountViewResource = list({
  name: "articleGroups",
  title: "Article groups",
  businessObject: "AG1",
  table: "ART_GRP",
  key: "AG_CODE",
  match: ["AG_CODE", "AG_DESC"],
  fields: [text("AG_CODE", "Code", 10), plain("AG_DESC", "Description")],
});

/** VAT codes. */
export const vatCodes: AccountViewResource = {
  ...list({
    name: "vatCodes",
    title: "VAT codes",
    businessObject: "VA1",
    table: "VAT",
    key: "VAT_CODE",
    match: ["VAT_CODE", "VAT_NAME"],
    fields: [
      text("VAT_CODE", "Code", 2),
      text("VAT_NAME", "Name", 40),
      number("VAT_PCT", "Percentage"),
      number("VAT_TYPE", "Type"),
      number("CALC_TYPE", "Way of calculating"),
      text("VAT_ACCT", "Ledger account", 10),
      text("FRM_CODE", "Box of the return", 10),
      logical("IS_REVERSE", "Reverse charge"),
      dateTime("CNG_DATE", "Changed"),
    ],
  }),
  ...changing,
};

/** Ledger accounts. Which fields they have beside the number is for the installation to say. */
export const ledgerAccounts: AccountViewResource = {
  ...list({
    name: "ledgerAccounts",
    title: "Ledger accounts",
    businessObject: "GL1",
    table: "LEDGER",
    key: "ACCT_NR",
    match: ["ACCT_NR", "ACCT_NAME"],
    fields: [text("ACCT_NR", "Number", 10), plain("ACCT_NAME", "Name")],
  }),
  asks: "default-fields",
};

/** Journals. */
export const journals: AccountViewResource = list({
  name: "journals",
  title: "Journals",
  businessObject: "DJ1",
  table: "DAILY",
  key: "DJ_CODE",
  match: ["DJ_CODE", "DJ_NAME"],
  fields: [text("DJ_CODE", "Code", 3), plain("DJ_NAME", "Name")],
});
