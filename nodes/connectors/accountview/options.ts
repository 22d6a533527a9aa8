import { field } from "@trasvase/shared/field.ts";
import * as z from "zod";

const name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,29}$/, "Write the name as AccountView has it, for example K1_COLOR.");

const moreFields = field(z.array(name).max(100).default([]), {
  title: "More fields",
  help: "Names of further fields to read, your own ones for example.",
  widget: "field-list",
  advanced: true,
});

/** Options of a source step on a resource that an installation may have more fields of. */
export const moreFieldsOptions = z.strictObject({ moreFields });

/** The same where it is not known whether the installation keeps the time of a change. */
export const changedByOptions = z.strictObject({
  changedBy: field(z.union([z.literal(""), name]).default(""), {
    title: "Changed by field",
    help: "The field that says when a record was changed. Left empty: CNG_DATE where your AccountView has it; otherwise everything is read every time.",
    example: "CNG_DATE",
    advanced: true,
  }),
});

const businessObject = field(
  z
    .string()
    .max(10)
    .regex(/^([A-Za-z][A-Za-z0-9]*)?$/, "Write the code, for example PJ1."),
  {
    title: "Business object",
    help: "Its code in AccountView. The connection test lists what this user may use.",
    example: "PJ1",
  },
);
const keyField = field(z.union([z.literal(""), name]).default(""), {
  title: "Field of the id",
  help: "The field that tells one record from another. Left empty: REC_ID.",
  example: "PROJ_CODE",
});

/** Options of any step on a business object that has no resource of its own. */
export const objectOptions = z.strictObject({ businessObject, keyField });
