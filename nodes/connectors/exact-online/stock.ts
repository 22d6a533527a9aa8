import { bigInteger, double, type ExactResource, guid, readOnly, text, usual } from "./field.ts";

const amount = (name: string, title: string) => double(name, title, readOnly);

/** What is in stock of every item in every warehouse. Cannot be written directly: corrections are stock counts. */
export const stockPositions: ExactResource = {
  ...usual,
  name: "stockPositions",
  title: "Stock positions",
  path: "sync/Inventory/StockPositions",
  entity: "Sync.StockPosition",
  writable: false,
  repeat: "none",
  key: "ID",
  label: "ItemCode",
  match: [],
  pageSize: 1000,
  onlySync: true,
  incremental: { help: "Reads the positions that changed since the last run.", overlaps: false },
  sync: { path: "Inventory/StockPositions", whole: true, entityType: 15 },
  fields: [
    guid("ID", "Id", readOnly),
    guid("ItemId", "Item", readOnly),
    text("ItemCode", "Code of the item", readOnly),
    guid("Warehouse", "Warehouse", readOnly),
    text("WarehouseCode", "Code of the warehouse", readOnly),
    amount("CurrentStock", "In stock"),
    amount("FreeStock", "Free"),
    amount("ReservedStock", "Reserved"),
    amount("PlanningIn", "Coming in"),
    amount("PlanningOut", "Going out"),
    amount("ProjectedStock", "Projected"),
    amount("ReorderPoint", "Reorder at"),
    text("UnitCode", "Unit", readOnly),
    bigInteger("Timestamp", "Row version", readOnly),
  ],
};
