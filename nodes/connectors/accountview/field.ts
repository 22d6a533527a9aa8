import type { FieldType, ResourceDefinition, ResourceField } from "@trasvase/shared/connector.ts";

/** AccountView's own field types: text, memo, number, integer, currency, double, logical, date, date with time. */
export type AccountViewType = "C" | "M" | "N" | "I" | "Y" | "B" | "L" | "D" | "T";

/** A field of a business object. */
export interface AccountViewField extends ResourceField {
  /** Left out only for the list of lines. */
  readonly code?: AccountViewType;
  /** AccountView turns what is sent into capitals. */
  readonly capitals?: boolean;
  readonly fields?: readonly AccountViewField[];
}

/** A resource with its business object and tables. */
export interface AccountViewResource extends ResourceDefinition {
  /** Code of the business object, for example `AR1`. */
  readonly businessObject: string;
  /** Code of the one it is read by, where that is another. */
  readonly readObject?: string;
  /** The main table, for example `CONTACT`. */
  readonly table: string;
  /** The table of the lines and the field under which they come along. */
  readonly lines?: { readonly table: string; readonly field: string };
  /** Fields that identify a record, the first that has a value counts. */
  readonly ids: readonly string[];
  readonly key: string;
  readonly fields: readonly AccountViewField[];
  /** The field that says when a record was changed; undefined where only the installation's dictionary knows whether there is one. */
  readonly changedBy?: string;
  /** Records can be made, not changed. */
  readonly noUpdate?: boolean;
  /** Which fields there are is not known for certain: asks for none by name and takes what comes. */
  readonly asks?: "default-fields";
}

/** What most resources have in common. */
export const usual = {
  readable: true,
  records: "state",
  pageSize: 200,
  writeBatch: 1,
  findBatch: 20,
} as const;

/** Resources that are written and found again by their own fields. */
export const written = { ...usual, writable: true, repeat: "lookup" } as const;

/** Lists that are kept in AccountView and only looked up. */
export const looked = { ...usual, writable: false, repeat: "none" } as const;

/** Master tables say when each record was changed. */
export const changing = {
  changedBy: "CNG_DATE",
  incremental: {
    help: "Reads what was changed since the last run, and the last minutes before once more.",
    overlaps: true,
    since: true,
  },
} as const;

type Extra = Partial<Omit<AccountViewField, "name" | "title" | "type" | "code">>;

const types: Readonly<Record<AccountViewType, FieldType>> = {
  C: "text",
  M: "text",
  N: "number",
  I: "integer",
  Y: "number",
  B: "number",
  L: "boolean",
  D: "date",
  T: "dateTime",
};

const make =
  (code: AccountViewType) =>
  (name: string, title: string, extra: Extra = {}): AccountViewField => ({
    name,
    title,
    type: types[code],
    code,
    ...extra,
  });

/** A text of at most so many characters. */
export const text = (name: string, title: string, maxLength: number, extra: Extra = {}): AccountViewField =>
  make("C")(name, title, { maxLength, ...extra });
/** A text whose length only the installation knows. */
export const plain = make("C");
export const memo = make("M");
export const currency = make("Y");
export const date = make("D");
export const number = make("N");
export const integer = make("I");
export const logical = make("L");
export const dateTime = make("T");

const changed = "Time of the AccountView installation, without an offset.";

/** When a record was made and last changed. */
export const stamps: readonly AccountViewField[] = [
  dateTime("CNG_DATE", "Changed", { writable: false, assigned: true, help: changed }),
  integer("CNG_NR", "Number of changes", { writable: false, assigned: true }),
  dateTime("INP_DATE", "Entered", { writable: false, assigned: true, help: changed }),
];
