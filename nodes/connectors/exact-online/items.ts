import { changes } from "./changes.ts";
import {
  assigned,
  binary,
  boolean,
  date,
  double,
  type ExactResource,
  flag,
  guid,
  readOnly,
  stamps,
  text,
  written,
} from "./field.ts";

const freeTexts = Array.from({ length: 10 }, (_, index) => {
  const number = String(index + 1).padStart(2, "0");
  return text(`FreeTextField_${number}`, `Free text ${index + 1}`);
});

/** Products and services. */
export const items: ExactResource = {
  ...written,
  name: "items",
  title: "Items",
  path: "logistics/Items",
  entity: "Item",
  echoes: false,
  key: "Code",
  label: "Code",
  match: ["Code", "Barcode", "Description", "SearchCode", "ItemGroupCode", "ID"],
  ...changes,
  sync: { path: "Logistics/Items", whole: true, entityType: 9 },
  fields: [
    guid("ID", "Id", assigned),
    text("Code", "Code", { required: "create", maxLength: 30, example: "BEL-CHR-01" }),
    text("Description", "Description", { required: "create", maxLength: 60 }),
    text("ExtraDescription", "Further description", { maxLength: 255 }),
    text("Notes", "Notes"),
    text("Barcode", "Barcode", { maxLength: 20, help: "Digits." }),
    text("Unit", "Unit", { padRight: 8, help: "Code of a unit. Left out: the main unit." }),
    text("UnitDescription", "Name of the unit", readOnly),
    guid("ItemGroup", "Item group", { help: "Id of an item group. Left out: the default one." }),
    text("ItemGroupCode", "Code of the item group", readOnly),
    text("SalesVatCode", "VAT code for sales", { padRight: 3, help: "Code of one of the VAT codes." }),
    boolean("IsSalesItem", "Can be sold"),
    boolean("IsPurchaseItem", "Can be purchased"),
    boolean("IsStockItem", "Is kept in stock"),
    boolean("IsFractionAllowedItem", "Fractions allowed"),
    flag("IsWebshopItem", "Is in the web shop"),
    flag("IsBatchItem", "Has batch numbers"),
    double("CostPriceStandard", "Cost price", { fixed: true, help: "On a create only." }),
    double("StandardSalesPrice", "Sales price", { ...readOnly, help: "Set through the item's prices." }),
    double("Stock", "Stock", readOnly),
    double("GrossWeight", "Gross weight"),
    double("NetWeight", "Net weight"),
    text("NetWeightUnit", "Unit of the weight"),
    text("SearchCode", "Search code"),
    text("PictureName", "Name of the picture", {
      ...readOnly,
      help: "Pictures are written as item pictures.",
    }),
    text("PictureUrl", "Address of the picture", readOnly),
    ...freeTexts,
    guid("GLRevenue", "Revenue account", { help: "Id of one of the general ledger accounts." }),
    date("StartDate", "Active from"),
    date("EndDate", "Active to"),
    ...stamps,
  ],
};

/** Pictures of items, apart from the items: so that a picture is sent when it changed, and only then. */
export const itemPictures: ExactResource = {
  ...written,
  name: "itemPictures",
  title: "Item pictures",
  path: "logistics/Items",
  entity: "Item",
  echoes: false,
  noCreate: true,
  key: "Code",
  label: "Code",
  match: ["Code", "ID"],
  fields: [
    guid("ID", "Id", assigned),
    text("Code", "Code of the item", { required: "always", fixed: true, maxLength: 30 }),
    binary("Picture", "Picture", { required: "always", help: "The file as base64, 10 MB at most." }),
    text("PictureName", "Name of the file", { help: "With its ending.", example: "bell.png" }),
    text("PictureUrl", "Address of the picture", readOnly),
  ],
};
