import { articles } from "../articles.ts";
import { debtors } from "../debtors.ts";
import { deliveryAddresses } from "../delivery-addresses.ts";
import { articleGroups, journals, ledgerAccounts, vatCodes } from "../lists.ts";
import people from "./debtors.json" with { type: "json" };
import type { AccountViewStore } from "./store.ts";

/** The companies of the stand-in; the second has no records. */
export const sandboxCompanies = [
  { Id: "6b0e6a52-7a39-4a0c-9f43-0d4c52f9f001", Code: "DEMO", Description: "Demo Handel B.V." },
  { Id: "6b0e6a52-7a39-4a0c-9f43-0d4c52f9f002", Code: "DEMO2", Description: "Demo Services B.V." },
] as const;

const stock: readonly (readonly [string, string, string, number, number])[] = [
  ["STOEL-01", "Eiken stoel", "MEUB", 149.5, 12],
  ["TAFEL-02", "Eettafel 180 cm", "MEUB", 699, 3],
  ["KAST-07", "Boekenkast massief", "MEUB", 429, 0],
  ["LAMP-12", "Staande lamp", "VERL", 89.95, 25],
  ["KLEED-03", "Vloerkleed wol 200 × 300", "TEXT", 310, 7],
  ["VERZEND", "Verzendkosten", "DIV", 6.95, 0],
];

const groups: readonly (readonly [string, string])[] = [
  ["MEUB", "Meubelen"],
  ["VERL", "Verlichting"],
  ["TEXT", "Textiel"],
  ["DIV", "Diversen"],
];

const vat: readonly (readonly [string, string, number])[] = [
  ["1", "Btw hoog", 21],
  ["2", "Btw laag", 9],
  ["0", "Geen btw", 0],
  ["V", "Btw verlegd", 0],
];

const ledger: readonly (readonly [string, string])[] = [
  ["1210", "Debiteuren tussenrekening"],
  ["1300", "Debiteuren"],
  ["1500", "Btw af te dragen"],
  ["8000", "Omzet binnenland"],
  ["8010", "Omzet EU"],
];

const journalNames: readonly (readonly [string, string])[] = [
  ["100", "Kas"],
  ["200", "Bank"],
  ["700", "Verkoopboek"],
];

const places: readonly (readonly [string, string, string, string])[] = [
  ["10001", "Bakkerij De Halm, winkel", "Molenweg 4", "Amersfoort"],
  ["10003", "Jansen Tuinen, loods", "Havenkade 2", "Hoorn"],
];

/** Fills a company, always with the same records. */
export function seedStore(store: AccountViewStore, company: string): void {
  for (const [AG_CODE, AG_DESC] of groups) store.seed(articleGroups, { AG_CODE, AG_DESC });
  for (const [VAT_CODE, VAT_NAME, VAT_PCT] of vat) {
    const kind = { VAT_TYPE: 1, CALC_TYPE: 1, VAT_ACCT: "1500", FRM_CODE: "1a" };
    store.seed(vatCodes, { VAT_CODE, VAT_NAME, VAT_PCT, ...kind, IS_REVERSE: VAT_CODE === "V" });
  }
  for (const [ACCT_NR, ACCT_NAME] of ledger) store.seed(ledgerAccounts, { ACCT_NR, ACCT_NAME });
  for (const [DJ_CODE, DJ_NAME] of journalNames) store.seed(journals, { DJ_CODE, DJ_NAME });
  if (company !== sandboxCompanies[0].Id) return;
  people.forEach((person, index) => {
    const always = { ACCT_NR: "1300", REC_BLK: false, BLK_SP: false, CRED_LIM: 0, DISC_PCT: 0 };
    store.seed(debtors, { SUB_NR: String(10_001 + index), ...always, ...person });
  });
  for (const [SUB_NR, DEL_NAME, ADDRESS1, CITY] of places)
    store.seed(deliveryAddresses, { SUB_NR, DEL_NAME, ADDRESS1, CITY, CNT_CODE: "NL" });
  for (const [code, description, group, price, available] of stock) {
    store.seed(articles, {
      ART_CODE: code,
      ART_DESC1: description,
      AG_CODE: group,
      PX_SELL: price,
      COST_PX: 0,
      QTY_AVAIL: available,
      QTY_FREE2: available,
    });
  }
}
