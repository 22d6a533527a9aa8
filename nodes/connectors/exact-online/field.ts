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
  | "Binary"
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

/** Where changes of a resource are told by row version: an ever growing number per administration. */
export interface SyncSource {
  /** Below `sync/`, for example `CRM/Accounts`. */
  readonly path: string;
  /** Whether its rows hold whole records. Otherwise they only say which records to fetch. */
  readonly whole: boolean;
  /** A second stream whose changes count as changes of the record: that of its lines. */
  readonly lines?: string;
  /** What `sync/Deleted` calls the resource. */
  readonly entityType?: number;
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
  /** Present where changes are told by row version. */
  readonly sync?: SyncSource;
  /** Short and seldom changed: found by reading the whole list once in a while. */
  readonly isCodeList?: boolean;
  /** Has no list of its own, only the one that tells changes. */
  readonly onlySync?: boolean;
  /** Records cannot be created through this resource, only changed. */
  readonly noCreate?: boolean;
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
  Binary: "text",
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

/** A binary file as base64 text: can be sent, never comes back. */
export const binary = (name: string, title: string, extra: Extra = {}): ExactField =>
  make("Binary")(name, title, { readable: false, ...extra });

/** Settings of a field that Exact Online fills in and nobody can send. */
export const assigned = { writable: false, assigned: true } as const;
export const readOnly = { writable: false } as const;

/** What most resources have in common. */
export const usual = {
  id: "ID",
  echoes: true,
  readable: true,
  records: "state",
  pageSize: 60,
  writeBatch: 1,
  findBatch: 25,
} as const;

/** Resources that are written and found again by their own fields. */
export const written = { ...usual, writable: true, repeat: "lookup" } as const;

const wallClock = "In the time zone of Exact Online's server, without an offset.";

/** When a record was made and last changed. */
export const stamps: readonly ExactField[] = [
  dateTime("Created", "Created", { ...assigned, help: wallClock }),
  dateTime("Modified", "Changed", { ...assigned, help: wallClock }),
];
