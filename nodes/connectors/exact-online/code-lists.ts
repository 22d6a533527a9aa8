import { changes } from "./changes.ts";
import {
  assigned,
  boolean,
  double,
  type ExactField,
  type ExactResource,
  flag,
  guid,
  integer,
  stamps,
  text,
  usual,
} from "./field.ts";

const list = (
  name: string,
  title: string,
  path: string,
  entity: string,
  fields: readonly ExactField[],
): ExactResource => ({
  ...usual,
  name,
  title,
  path,
  entity,
  fields,
  writable: false,
  repeat: "none",
  key: "Code",
  label: "Code",
  match: ["Code", "Description", "ID"],
  isCodeList: true,
  findBatch: "list",
});

const idAndCode = (padRight?: number): readonly ExactField[] => [
  guid("ID", "Id", assigned),
  text("Code", "Code", padRight === undefined ? {} : { padRight }),
  text("Description", "Description"),
];

/** VAT codes; each administration has its own. */
export const vatCodes = list("vatCodes", "VAT codes", "vat/VATCodes", "VATCode", [
  ...idAndCode(3),
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
export const glAccounts: ExactResource = {
  ...list("glAccounts", "General ledger accounts", "financial/GLAccounts", "GLAccount", [
    ...idAndCode(),
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
  ]),
  ...changes,
  sync: { path: "Financial/GLAccounts", whole: true, entityType: 7 },
};

/** Payment conditions. */
export const paymentConditions = list(
  "paymentConditions",
  "Payment conditions",
  "cashflow/PaymentConditions",
  "PaymentCondition",
  [...idAndCode(), integer("PaymentDays", "Days"), text("PaymentMethod", "Method")],
);

/** Groups of items; they decide the ledger accounts. Prepared in Exact Online: they cannot be made here. */
export const itemGroups = list("itemGroups", "Item groups", "logistics/ItemGroups", "ItemGroup", [
  ...idAndCode(),
  flag("IsDefault", "Is the default"),
  guid("GLRevenue", "Revenue account"),
  guid("GLCosts", "Costs account"),
  guid("GLStock", "Stock account"),
]);

/** Units. */
export const units = list("units", "Units", "logistics/Units", "Unit", [
  ...idAndCode(8),
  boolean("Active", "In use"),
  flag("Main", "Is the main one"),
  text("Type", "Kind"),
]);

/** Ways to ship. */
export const shippingMethods = list(
  "shippingMethods",
  "Shipping methods",
  "sales/ShippingMethods",
  "ShippingMethod",
  [
    ...idAndCode(),
    boolean("Active", "In use"),
    double("Amount", "Amount"),
    text("VATCode", "VAT code"),
    text("TrackingURL", "Address for tracking"),
  ],
);

/** Journals; invoices and entries go into one of the sales journals. */
export const journals = list("journals", "Journals", "financial/Journals", "Journal", [
  ...idAndCode(),
  integer("Type", "Kind", {
    values: [
      { value: 10, title: "Cash" },
      { value: 12, title: "Bank" },
      { value: 20, title: "Sales" },
      { value: 21, title: "Return invoices" },
      { value: 22, title: "Purchases" },
      { value: 90, title: "General" },
    ],
  }),
  text("Currency", "Currency"),
  boolean("IsBlocked", "Blocked"),
]);

/** Warehouses. */
export const warehouses = list("warehouses", "Warehouses", "inventory/Warehouses", "Warehouse", [
  ...idAndCode(),
  flag("Main", "Is the main one"),
]);

/** Every code list. */
export const codeLists: readonly ExactResource[] = [
  vatCodes,
  glAccounts,
  paymentConditions,
  itemGroups,
  units,
  shippingMethods,
  journals,
  warehouses,
];
