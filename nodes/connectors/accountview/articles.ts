import { type AccountViewResource, number, stamps, text } from "./field.ts";

/** Articles. The types of its fields come from usage; a field list read from the installation replaces them. */
export const articles: AccountViewResource = {
  name: "articles",
  title: "Articles",
  businessObject: "AK1",
  table: "ARTICLE",
  ids: ["ART_CODE"],
  readable: true,
  writable: true,
  records: "state",
  repeat: "lookup",
  key: "ART_CODE",
  label: "ART_CODE",
  match: ["ART_CODE", "ART_DESC1", "AG_CODE", "REC_ID"],
  incremental: {
    help: "Reads what was changed since the last run. A change of stock alone may not count as one.",
    overlaps: true,
    since: true,
  },
  pageSize: 200,
  writeBatch: 1,
  fields: [
    text("REC_ID", "Internal id", 10, { writable: false, assigned: true }),
    text("ART_CODE", "Code", 20, { required: "create" }),
    text("ART_DESC1", "Description", 60, { required: "create" }),
    text("AG_CODE", "Article group", 10),
    number("PX_SELL", "Sales price"),
    number("COST_PX", "Cost price"),
    number("QTY_AVAIL", "Available", { writable: false }),
    number("QTY_FREE2", "Free stock", { writable: false }),
    text("IMG_MEDIUM", "Name of the picture", 60),
    ...stamps,
  ],
};
