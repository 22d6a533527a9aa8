import { changes } from "./changes.ts";
import {
  assigned,
  boolean,
  type ExactResource,
  guid,
  integer,
  readOnly,
  stamps,
  text,
  written,
} from "./field.ts";

const personal = { personal: true } as const;

/** Addresses of accounts: where to deliver, invoice, visit and write to. */
export const addresses: ExactResource = {
  ...written,
  name: "addresses",
  title: "Addresses",
  path: "crm/Addresses",
  entity: "Address",
  echoes: false,
  key: "ID",
  label: "AccountName",
  match: ["Account", "Type", "AddressLine1", "Postcode", "City", "ID"],
  ...changes,
  sync: { path: "CRM/Addresses", whole: true, entityType: 3 },
  fields: [
    guid("ID", "Id", assigned),
    guid("Account", "Account", { required: "create", help: "Id of an account." }),
    text("AccountName", "Name of the account", { ...readOnly, ...personal }),
    integer("Type", "Kind", {
      required: "create",
      values: [
        { value: 1, title: "Visit" },
        { value: 2, title: "Postal" },
        { value: 3, title: "Invoice" },
        { value: 4, title: "Delivery" },
      ],
    }),
    boolean("Main", "Is the main one of its kind"),
    text("AddressLine1", "Address", { required: "create", maxLength: 80, ...personal }),
    text("AddressLine2", "Address, second line", { maxLength: 80, ...personal }),
    text("AddressLine3", "Address, third line", { maxLength: 80, ...personal }),
    text("Postcode", "Post code", personal),
    text("City", "City", { maxLength: 30, ...personal }),
    text("State", "State", { help: "Must fit the country." }),
    text("Country", "Country", { maxLength: 3, padRight: 3, help: "Two letters (ISO 3166).", example: "NL" }),
    guid("Contact", "Contact", { help: "Id of a contact." }),
    text("Phone", "Phone", personal),
    text("Fax", "Fax", personal),
    text("Notes", "Notes", personal),
    ...stamps,
  ],
};
