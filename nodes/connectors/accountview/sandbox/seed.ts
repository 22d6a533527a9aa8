import { articles } from "../articles.ts";
import { debtors } from "../debtors.ts";
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

/** Fills a company, always with the same records. */
export function seedStore(store: AccountViewStore, company: string): void {
  if (company !== sandboxCompanies[0].Id) return;
  people.forEach((person, index) => {
    const always = { ACCT_NR: "1300", REC_BLK: false, BLK_SP: false, CRED_LIM: 0, DISC_PCT: 0 };
    store.seed(debtors, { SUB_NR: String(10_001 + index), ...always, ...person });
  });
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
