import { changes, modified } from "./changes.ts";
import {
  assigned,
  binary,
  date,
  double,
  type ExactResource,
  guid,
  integer,
  readOnly,
  stamps,
  text,
  written,
} from "./field.ts";

/** Documents: what files are attached to. */
export const documents: ExactResource = {
  ...written,
  name: "documents",
  title: "Documents",
  path: "documents/Documents",
  entity: "Document",
  key: "ID",
  label: "Subject",
  match: ["Subject", "Account", "HID", "ID"],
  ...changes,
  sync: { path: "Documents/Documents", whole: true, entityType: 6 },
  fields: [
    guid("ID", "Id", assigned),
    integer("HID", "Number", assigned),
    text("Subject", "Subject", { required: "create" }),
    integer("Type", "Kind", {
      required: "create",
      help: "Number of a document type, for example 10 for sales invoices, 55 for miscellaneous.",
      example: 55,
    }),
    date("DocumentDate", "Date"),
    guid("Account", "Account", { help: "Id of an account." }),
    guid("Contact", "Contact"),
    text("Body", "Text"),
    guid("Category", "Category"),
    guid("DocumentFolder", "Folder"),
    text("Language", "Language", { padRight: 10 }),
    text("Currency", "Currency", { maxLength: 3 }),
    double("AmountFC", "Amount"),
    text("DocumentViewUrl", "Address to look at it", readOnly),
    integer("SalesInvoiceNumber", "Sales invoice", readOnly),
    integer("SalesOrderNumber", "Sales order", readOnly),
    ...stamps,
  ],
};

/** Files of documents. Cannot be changed, only added. */
export const documentAttachments: ExactResource = {
  ...written,
  name: "documentAttachments",
  title: "Files of documents",
  path: "documents/DocumentAttachments",
  entity: "DocumentAttachment",
  key: "ID",
  label: "FileName",
  match: ["Document", "FileName", "ID"],
  ...modified,
  fields: [
    guid("ID", "Id", assigned),
    guid("Document", "Document", { required: "create", fixed: true, help: "Id of a document." }),
    text("FileName", "Name of the file", { required: "create", fixed: true, example: "invoice.pdf" }),
    binary("Attachment", "File", { required: "create", fixed: true, help: "As base64, 10 MB at most." }),
    double("FileSize", "Size", { ...readOnly, help: "In bytes." }),
    text("Url", "Address", readOnly),
    ...stamps,
  ],
};
