import { articles } from "../articles.ts";
import { debtors } from "../debtors.ts";
import { deliveryAddresses } from "../delivery-addresses.ts";
import {
  type AccountViewField,
  type AccountViewResource,
  looked,
  number,
  plain,
  stamps,
  text,
  written,
} from "../field.ts";
import { journalPages } from "../journal-pages.ts";
import { articleGroups, journals, ledgerAccounts, vatCodes } from "../lists.ts";
import { salesOrders } from "../sales-orders.ts";

/** A business object as the stand-in keeps it. */
export interface SandboxObject {
  readonly resource: AccountViewResource;
  /** Codes under which it is asked for. */
  readonly codes: readonly string[];
  readonly mayInsert: boolean;
  readonly mayUpdate: boolean;
}

/** Projects: a business object that no resource of the connector is made for. */
const projects: AccountViewResource = {
  ...written,
  name: "projects",
  title: "Projecten",
  businessObject: "PJ1",
  table: "PROJECTS",
  ids: ["PROJ_CODE"],
  key: "PROJ_CODE",
  match: "any",
  fields: [
    text("PROJ_CODE", "Projectcode", 10, { required: "create" }),
    plain("PROJ_DESC", "Omschrijving"),
    ...stamps,
  ],
};

/** This installation has fields that others have not, and its ledger says more than a number. */
const own: Readonly<Record<string, readonly AccountViewField[]>> = {
  ARTICLE: [text("K1_COLOR", "Kleur", 15), number("K1_WEIGHT", "Gewicht"), text("VAT_CODE", "Btw-code", 2)],
  SO_HDR: stamps,
  DEL_ADDR: stamps,
};

function keep(
  resource: AccountViewResource,
  may: { readonly insert: boolean; readonly update: boolean },
): SandboxObject {
  const fields = [...resource.fields];
  for (const field of own[resource.table] ?? []) {
    if (!fields.some(({ name }) => name === field.name)) fields.push(field);
  }
  const codes = [resource.businessObject, ...(resource.readObject ? [resource.readObject] : [])];
  return { resource: { ...resource, fields }, codes, mayInsert: may.insert, mayUpdate: may.update };
}

const all = { insert: true, update: true };
const none = { insert: false, update: false };

/** Every business object of the stand-in. */
export const sandboxObjects: readonly SandboxObject[] = [
  keep(debtors, all),
  keep(deliveryAddresses, all),
  keep(articles, all),
  keep(salesOrders, all),
  keep(journalPages, { insert: true, update: false }),
  keep({ ...articleGroups, ...looked }, none),
  keep(vatCodes, none),
  keep(ledgerAccounts, none),
  keep(journals, none),
  keep(projects, all),
];

/** The business object of a code; undefined when there is none. */
export function objectOf(code: string | undefined): SandboxObject | undefined {
  return sandboxObjects.find(({ codes }) => codes.includes((code ?? "").toUpperCase()));
}
