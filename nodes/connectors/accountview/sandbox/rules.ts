import type { AccountViewField, AccountViewResource } from "../field.ts";
import { AccountViewFault, isEmpty, type Row } from "./row.ts";
import type { AccountViewStore } from "./store.ts";

/** Fields whose value must be the key of a row elsewhere: table, field, what it is called. */
type Reference = readonly [table: string, field: string, title: string];

const debtor: Reference = ["CONTACT", "SUB_NR", "Debiteur"];
const ledger: Reference = ["LEDGER", "ACCT_NR", "Grootboekrekening"];
const vat: Reference = ["VAT", "VAT_CODE", "Btw-code"];

const references: Readonly<Record<string, Readonly<Record<string, Reference>>>> = {
  CONTACT: { ACCT_NR: ledger, VAT_CODE: vat },
  DEL_ADDR: { SUB_NR: debtor },
  ARTICLE: { AG_CODE: ["ART_GRP", "AG_CODE", "Artikelgroep"], VAT_CODE: vat },
  SO_HDR: { RPL_INV: debtor, RPL_DEL: debtor, DEL_CODE: ["DEL_ADDR", "REC_ID", "Afleveradres"] },
  SO_LINE: { ART_CODE: ["ARTICLE", "ART_CODE", "Artikel"] },
  DJ_PAGE: { DJ_CODE: ["DAILY", "DJ_CODE", "Dagboek"], SUB_NR: debtor },
  DJ_LINE: { ACCT_NR: ledger, VAT_CODE: vat },
};

/** Refuses what AccountView's own rules refuse. Throws {@link AccountViewFault} with the first thing that is wrong. */
export function checkRow(
  store: AccountViewStore,
  table: string,
  fields: readonly AccountViewField[],
  row: Row,
): void {
  for (const field of fields) {
    if (field.required && field.code !== undefined && isEmpty(row[field.name]))
      throw new AccountViewFault(`Veld ${field.name} is verplicht.`);
  }
  for (const [name, [other, key, title]] of Object.entries(references[table] ?? {})) {
    if (isEmpty(row[name])) continue;
    if (!store.find(other, key, row[name]))
      throw new AccountViewFault(`${title} ${String(row[name])} bestaat niet.`);
  }
  if (table === "SO_HDR") checkDebtors(store, row);
}

function checkDebtors(store: AccountViewStore, row: Row): void {
  for (const name of ["RPL_INV", "RPL_DEL"]) {
    const found = store.find("CONTACT", "SUB_NR", row[name]);
    if (found?.BLK_SP === true || found?.REC_BLK === true)
      throw new AccountViewFault(`Debiteur ${String(row[name])} is geblokkeerd.`);
  }
}

/** Fills in what AccountView numbers by itself. */
export function completeRow(
  store: AccountViewStore,
  { table }: Pick<AccountViewResource, "table">,
  row: Row,
): void {
  if (table === "CONTACT" && isEmpty(row.SUB_NR)) row.SUB_NR = nextNumber(store, table, "SUB_NR", 10_000);
  if (table === "DJ_PAGE" && isEmpty(row.PAGE_NR)) row.PAGE_NR = nextNumber(store, table, "PAGE_NR", 0);
}

function nextNumber(store: AccountViewStore, table: string, field: string, least: number): string {
  const numbers = store.table(table).map((row) => Number(row[field]));
  return String(Math.max(least, ...numbers.filter(Number.isFinite)) + 1);
}
