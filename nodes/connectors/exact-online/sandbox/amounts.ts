import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { vatCodes } from "../code-lists.ts";
import { items } from "../items.ts";
import type { ExactStore } from "./store.ts";

/** What a line comes to. */
export interface Amounts {
  readonly net: number;
  readonly vat: number;
  readonly percentage: number;
}

/** Net and VAT of a line with a price; with a VAT code of type I the price holds the VAT already. */
export function amountsOf(store: ExactStore, line: Json): Amounts {
  const values = isJsonObject(line) ? line : {};
  const item = store.find(items.path, "ID", values.Item);
  const code = store.find(vatCodes.path, "Code", values.VATCode ?? item?.SalesVatCode ?? null);
  const percentage = Number(code?.Percentage ?? 0);
  const gross = Number(values.NetPrice ?? values.UnitPrice ?? 0) * Number(values.Quantity ?? 1);
  const net = round(code?.Type === "I" ? gross / (1 + percentage) : gross);
  return { net, vat: round(net * percentage), percentage };
}

/** Net and VAT of a line of a sales entry, which has an amount and no price. */
export function entryAmountsOf(store: ExactStore, line: Json): Amounts {
  const values = isJsonObject(line) ? line : {};
  const code = store.find(vatCodes.path, "Code", values.VATCode ?? null);
  const percentage = Number(code?.Percentage ?? 0);
  const net = round(Number(values.AmountFC ?? 0));
  const own = values.VATAmountFC;
  return { net, vat: typeof own === "number" ? own : round(net * percentage), percentage };
}

/** The sums of a document's lines. */
export function totalsOf(amounts: readonly Amounts[]): { readonly net: number; readonly vat: number } {
  return {
    net: round(amounts.reduce((sum, { net }) => sum + net, 0)),
    vat: round(amounts.reduce((sum, { vat }) => sum + vat, 0)),
  };
}

/** Half away from zero, on cents. The tiny addition undoes what binary fractions take away (1.005). */
export function round(amount: number): number {
  return (Math.sign(amount) * Math.round(Math.abs(amount) * 100 + 1e-7)) / 100;
}
