import { accounts } from "../accounts.ts";
import {
  glAccounts,
  itemGroups,
  journals,
  paymentConditions,
  shippingMethods,
  units,
  vatCodes,
  warehouses,
} from "../code-lists.ts";
import { contacts } from "../contacts.ts";
import { items } from "../items.ts";
import { salesOrders } from "../sales-orders.ts";
import { stockPositions } from "../stock.ts";
import {
  conditions,
  groups,
  journalNames,
  known,
  ledger,
  products,
  shipping,
  unitNames,
  vat,
} from "./seed-data.ts";
import type { ExactStore } from "./store.ts";

/** The administrations of the stand-in: number, name. The second is empty but for its code lists. */
export const sandboxDivisions = [
  { code: 3141592, description: "Demo Handel B.V." },
  { code: 2718281, description: "Demo Services B.V." },
] as const;

/** Fills an administration, always with the same records. */
export function seedStore(store: ExactStore): void {
  for (const [Code, Description, Percentage, Type] of vat) {
    store.seed(
      vatCodes,
      { Code, Description, Percentage, Type, VATTransactionType: "B", IsBlocked: false },
      Code,
    );
  }
  for (const [Code, Description, BalanceSide, BalanceType, Type] of ledger) {
    store.seed(glAccounts, { Code, Description, BalanceSide, BalanceType, Type, IsBlocked: false }, Code);
  }
  for (const [Code, Description, PaymentDays] of conditions) {
    store.seed(paymentConditions, { Code, Description, PaymentDays, PaymentMethod: "B" }, Code);
  }
  groups.forEach(([Code, Description], index) => {
    store.seed(itemGroups, { Code, Description, IsDefault: index === 0 ? 1 : 0 }, Code);
  });
  unitNames.forEach(([Code, Description], index) => {
    store.seed(units, { Code, Description, Active: true, Main: index === 0 ? 1 : 0, Type: "O" }, Code);
  });
  for (const [Code, Description] of shipping) {
    store.seed(shippingMethods, { Code, Description, Active: true }, Code);
  }
  for (const [Code, Description, Type] of journalNames) {
    store.seed(journals, { Code, Description, Type, Currency: "EUR", IsBlocked: false }, Code);
  }
  store.seed(warehouses, { Code: "1", Description: "Magazijn", Main: 1 }, "1");
  if (store.division !== sandboxDivisions[0].code) return;
  for (const [Code, Description, CostPriceStandard] of products) {
    const flags = {
      IsSalesItem: true,
      IsPurchaseItem: true,
      IsStockItem: Code !== "VERZEND",
      IsWebshopItem: 1,
    };
    store.seed(
      items,
      { Code, Description, CostPriceStandard, Unit: "stuk", SalesVatCode: "VH", ...flags },
      Code,
    );
  }
  const discontinued = {
    Code: "MAND-RIET-01",
    Description: "Rieten mand (uit assortiment)",
    Unit: "stuk",
    IsSalesItem: false,
  };
  store.seed(items, discontinued, "MAND-RIET-01");
  const ids = new Map<string, string>();
  for (const account of known) {
    const whole = {
      ...account,
      Status: "C",
      Type: "A",
      IsSales: true,
      Blocked: false,
      SalesCurrency: "EUR",
      PaymentConditionSales: "14",
    };
    ids.set(account.Code ?? "", String(store.seed(accounts, whole, account.Code ?? "").ID));
  }
  seedStock(store);
  const cafe = ids.get("20003") ?? "";
  const person = { FirstName: "Noor", LastName: "Claes", FullName: "Noor Claes", Gender: "O" };
  const mail = { Email: "noor@hetwiel.example", BusinessEmail: "noor@hetwiel.example" };
  const place = { Account: cafe, AccountName: "Fietscafé Het Wiel", IsMainContact: true };
  store.seed(contacts, { ...person, ...mail, ...place }, "noor");
  const customer = ids.get("20001") ?? "";
  const order = {
    OrderNumber: 2600,
    YourRef: "WEB-1003",
    Description: "Web order 1003",
    Currency: "EUR",
    PaymentCondition: "00",
  };
  const parties = {
    OrderedBy: customer,
    InvoiceTo: customer,
    DeliverTo: customer,
    OrderedByName: "Sanne de Vries",
  };
  const state = {
    Status: 12,
    StatusDescription: "Open",
    DeliveryStatus: 12,
    InvoiceStatus: 12,
    AmountFC: 13.95,
    AmountFCExclVat: 11.53,
  };
  store.seed(
    salesOrders,
    { ...order, ...parties, ...state, OrderDate: "2026-02-03", DeliveryDate: "2026-02-03" },
    "WEB-1003",
  );
}

/** So many of each item lie in the warehouse, always the same. */
function seedStock(store: ExactStore): void {
  [...store.table(stockPositions.path).values()].forEach((position, index) => {
    const CurrentStock = (index * 7) % 40;
    store.change(stockPositions, String(position.ID), {
      CurrentStock,
      FreeStock: CurrentStock,
      ProjectedStock: CurrentStock,
    });
  });
}
