import { changes } from "./changes.ts";
import {
  assigned,
  date,
  double,
  type ExactResource,
  guid,
  readOnly,
  stamps,
  text,
  written,
} from "./field.ts";

/** Sales prices of items. A new item has one at 0 already, so the first price is an update too. */
export const salesItemPrices: ExactResource = {
  ...written,
  name: "salesItemPrices",
  title: "Sales prices",
  path: "logistics/SalesItemPrices",
  entity: "SalesItemPrice",
  key: "ID",
  label: "ItemCode",
  match: ["Item", "ItemCode", "Account", "Currency", "Quantity", "Unit", "StartDate", "ID"],
  ...changes,
  sync: { path: "Logistics/SalesItemPrices", whole: true, entityType: 8 },
  fields: [
    guid("ID", "Id", assigned),
    guid("Item", "Item", { required: "create", fixed: true, help: "Id of an item." }),
    text("ItemCode", "Code of the item", readOnly),
    text("ItemDescription", "Description of the item", readOnly),
    double("Price", "Price", { required: "create", help: "Without VAT." }),
    text("Currency", "Currency", { required: "create", maxLength: 3, example: "EUR" }),
    text("Unit", "Unit", { required: "create", padRight: 8, help: "Code of a unit." }),
    double("Quantity", "From this quantity on", { required: "create", example: 1 }),
    double("NumberOfItemsPerUnit", "Items per unit", { required: "create", example: 1 }),
    guid("Account", "Account", { help: "Id of an account, for a price of its own." }),
    date("StartDate", "Valid from", { required: "create" }),
    date("EndDate", "Valid to"),
    ...stamps,
  ],
};
