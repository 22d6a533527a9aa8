import type { FieldType, ResourceDefinition, ResourceField } from "@trasvase/shared/connector.ts";

/** The OData types that Exact Online uses; `Date` is an `Edm.DateTime` without a time of day. */
export type EdmType =
  | "Guid"
  | "String"
  | "Int32"
  | "Int64"
  | "Double"
  | "Boolean"
  | "Byte"
  | "DateTime"
  | "Date"
  | "Lines";

/** A field of a resource with what its OData type and its quirks are. */
export interface ExactField extends ResourceField {
  readonly edm: EdmType;
  /** Width to which its values come padded with blanks on the left, and must be asked for that way. */
  readonly padLeft?: number;
  /** Width to which its values come padded with blanks on the right. */
  readonly padRight?: number;
  /** Exact Online takes it on a create only. */
  readonly fixed?: boolean;
  readonly fields?: readonly ExactField[];
}

/** A resource with its address. */
export interface ExactResource extends ResourceDefinition {
  /** Service and name, for example `crm/Accounts`. */
  readonly path: string;
  /** Singular name used in `__metadata.type`. */
  readonly entity: string;
  readonly fields: readonly ExactField[];
  /** The field that holds the id. */
  readonly id: string;
  readonly key: string;
  /** Whether a POST answers with the stored values without being asked for them. */
  readonly echoes: boolean;
}

type Extra = Partial<Omit<ExactField, "name" | "title" | "type" | "edm">>;

const types: Readonly<Record<EdmType, FieldType>> = {
  Guid: "text",
  String: "text",
  Int32: "integer",
  Int64: "text",
  Double: "number",
  Boolean: "boolean",
  Byte: "integer",
  DateTime: "dateTime",
  Date: "date",
  Lines: "list",
};

const make =
  (edm: EdmType) =>
  (name: string, title: string, extra: Extra = {}): ExactField => ({
    name,
    title,
    type: types[edm],
    edm,
    ...extra,
  });

export const guid = make("Guid");
export const text = make("String");
export const integer = make("Int32");
export const bigInteger = make("Int64");
export const double = make("Double");
export const boolean = make("Boolean");
/** A yes or no that Exact Online writes as 1 or 0. */
export const flag = (name: string, title: string, extra: Extra = {}): ExactField =>
  make("Byte")(name, title, {
    values: [
      { value: 0, title: "No" },
      { value: 1, title: "Yes" },
    ],
    ...extra,
  });
export const dateTime = make("DateTime");
export const date = make("Date");
export const lines = make("Lines");

/** Settings of a field that Exact Online fills in and nobody can send. */
export const assigned = { writable: false, assigned: true } as const;
export const readOnly = { writable: false } as const;

const wallClock = "In the time zone of Exact Online's server, without an offset.";

/** When a record was made and last changed. */
export const stamps: readonly ExactField[] = [
  dateTime("Created", "Created", { ...assigned, help: wallClock }),
  dateTime("Modified", "Changed", { ...assigned, help: wallClock }),
];
