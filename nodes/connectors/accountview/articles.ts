import { type AccountViewResource, changing, looked, memo, number, stamps, text, written } from "./field.ts";
import { moreFieldsOptions } from "./options.ts";

/** Articles with stock and picture. The types of its fields come from usage; the installation's dictionary adds what it has besides. */
export const articles: AccountViewResource = {
  ...written,
  ...changing,
  name: "articles",
  title: "Articles",
  businessObject: "AK1",
  table: "ARTICLE",
  ids: ["ART_CODE"],
  key: "ART_CODE",
  label: "ART_CODE",
  match: ["ART_CODE", "ART_DESC1", "AG_CODE", "REC_ID"],
  incremental: {
    ...changing.incremental,
    help: "Reads what was changed since the last run. A change of stock alone may not count as one: read stock with a flow of its own that reads everything.",
  },
  readOptions: moreFieldsOptions,
  fields: [
    text("REC_ID", "Internal id", 10, { writable: false, assigned: true }),
    text("ART_CODE", "Code", 20, { required: "create" }),
    text("ART_DESC1", "Description", 60, { required: "create" }),
    text("AG_CODE", "Article group", 10, { help: "Code of an article group." }),
    number("PX_SELL", "Sales price"),
    number("COST_PX", "Cost price"),
    number("QTY_AVAIL", "Available", { writable: false, help: "In stock, less what is reserved." }),
    number("QTY_FREE2", "Free stock", { writable: false }),
    text("IMG_MEDIUM", "Name of the picture", 60),
    memo("IMG_M_DATA", "Picture", { help: "The file as base64. AccountView keeps one." }),
    ...stamps,
  ],
};

/** What is available of every article: the same articles, all of them every time, because a change of stock leaves no trace. */
export const stock: AccountViewResource = {
  ...looked,
  name: "stock",
  title: "Stock",
  businessObject: "AK1",
  table: "ARTICLE",
  ids: ["ART_CODE"],
  key: "ART_CODE",
  label: "ART_CODE",
  match: ["ART_CODE"],
  fields: [text("ART_CODE", "Code", 20), number("QTY_AVAIL", "Available"), number("QTY_FREE2", "Free stock")],
};
