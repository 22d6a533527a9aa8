import { address, boolean, dateTime, object, type ShopifyResource, text } from "./field.ts";

const personal = { personal: true } as const;

/** Customers. */
export const customers: ShopifyResource = {
  name: "customers",
  title: "Customers",
  root: "customers",
  readable: true,
  writable: false,
  records: "state",
  repeat: "none",
  key: "id",
  label: "displayName",
  match: ["id", "email", "phone"],
  searches: { email: "email", phone: "phone" },
  incremental: {
    help: "Reads customers that changed since the last run, and the last minutes once more.",
    overlaps: true,
    since: true,
  },
  pageSize: 50,
  writeBatch: 1,
  findBatch: 10,
  selection: `id legacyResourceId firstName lastName displayName note tags locale taxExempt state createdAt updatedAt
    defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber }
    defaultAddress { firstName lastName company address1 address2 zip city provinceCode countryCodeV2 phone }`,
  fields: [
    text("id", "Id", { example: "gid://shopify/Customer/7001" }),
    text("legacyResourceId", "Number in Shopify's addresses"),
    text("firstName", "First name", personal),
    text("lastName", "Last name", personal),
    text("displayName", "Name", personal),
    text("note", "Note", personal),
    { name: "tags", title: "Tags", type: "list", writable: false },
    text("locale", "Language"),
    boolean("taxExempt", "Tax exempt"),
    text("state", "State"),
    dateTime("createdAt", "Created"),
    dateTime("updatedAt", "Changed"),
    object("defaultEmailAddress", "E-mail", [text("emailAddress", "E-mail", personal)]),
    object("defaultPhoneNumber", "Phone", [text("phoneNumber", "Phone", personal)]),
    address("defaultAddress", "Address"),
  ],
};
