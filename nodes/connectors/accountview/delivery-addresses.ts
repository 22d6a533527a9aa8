import { type AccountViewResource, plain, text, written } from "./field.ts";
import { changedByOptions } from "./options.ts";

const personal = { personal: true } as const;

/** Where to deliver, several per debtor. */
export const deliveryAddresses: AccountViewResource = {
  ...written,
  name: "deliveryAddresses",
  title: "Delivery addresses",
  businessObject: "ADDR",
  table: "DEL_ADDR",
  ids: ["REC_ID"],
  key: "REC_ID",
  label: "DEL_NAME",
  match: ["SUB_NR", "DEL_NAME", "ADDRESS1", "POST_CODE", "CITY", "REC_ID"],
  incremental: {
    help: "Reads what was changed since the last run, where AccountView keeps the time of a change; otherwise everything.",
    overlaps: true,
    since: true,
  },
  readOptions: changedByOptions,
  fields: [
    text("REC_ID", "Internal id", 10, { writable: false, assigned: true }),
    text("SUB_NR", "Debtor", 10, { required: "create", help: "Number of a debtor." }),
    plain("DEL_NAME", "Name", { required: "create", ...personal }),
    plain("ADDRESS1", "Address", personal),
    plain("POST_CODE", "Post code", personal),
    plain("CITY", "City", personal),
    text("CNT_CODE", "Country", 2, { help: "Two letters (ISO 3166).", example: "NL" }),
    plain("MAIL_BUS", "E-mail", personal),
    plain("TEL_BUS", "Phone", personal),
  ],
};
