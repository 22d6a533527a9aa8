import type { ConnectorDefinition, ResourceDefinition } from "@trasvase/shared/connector.ts";
import { field } from "@trasvase/shared/field.ts";
import * as z from "zod";
import { filePathSchema, folderPathSchema } from "./relative-path.ts";

/** Settings of a file connection. */
export const fileSettings = z.strictObject({
  folder: field(folderPathSchema.default(""), {
    title: "Folder",
    help: "A folder below the files folder of Trasvase's data folder. Left empty: that folder itself.",
    example: "webshop",
  }),
});

const path = (example: string) =>
  field(filePathSchema, {
    title: "File",
    help: "Path of the file, from the connection's folder on.",
    example,
  });

const again = field(z.enum(["changed", "always"]).default("changed"), {
  title: "Read again",
  help: "A file that has not changed since it was read to its end gives nothing new, unless it is to be read on every run.",
  widget: "choice",
  choices: { changed: "Only when the file has changed", always: "On every run" },
});

const dateField = field(
  z
    .string()
    .max(200)
    .regex(/^([^.\s]+(\.[^.\s]+)*)?$/, "Write names with dots between them, for example order.date.")
    .default(""),
  {
    title: "Where the date is",
    help: "Path of a field with a date. With it, reading can begin at a date: older records of the file are left out.",
    example: "order.date",
    advanced: true,
  },
);

const delimiter = field(z.enum([",", ";", "\t", "|"]).default(","), {
  title: "Separator",
  widget: "choice",
  choices: { ",": "Comma ,", ";": "Semicolon ;", "\t": "Tab", "|": "Bar |" },
});

/** Options of reading NDJSON or a JSON list. */
export const fileReadOptions = z.strictObject({ path: path("orders.ndjson"), again, dateField });

/** Options of reading CSV. */
export const csvReadOptions = z.strictObject({
  path: path("orders.csv"),
  delimiter,
  encoding: field(z.enum(["utf-8", "windows-1252"]).default("utf-8"), {
    title: "Encoding",
    help: "Spreadsheet programs on Windows often write Windows-1252: choose it when accents look wrong.",
    widget: "choice",
    choices: { "utf-8": "UTF-8", "windows-1252": "Windows-1252 (Western European)" },
    advanced: true,
  }),
  again,
  dateField,
});

/** Options of writing NDJSON or a JSON list. */
export const fileWriteOptions = z.strictObject({
  path: field(filePathSchema, {
    title: "File",
    help: "Every group of records gets a file of its own: orders.ndjson becomes orders.<mark>.ndjson, where the mark is made of the records, so that repeating a write replaces its file.",
    example: "out/orders.ndjson",
  }),
});

/** Options of writing CSV. */
export const csvWriteOptions = z.strictObject({
  path: field(filePathSchema, {
    title: "File",
    help: "Every group of records gets a file of its own: orders.csv becomes orders.<mark>.csv.",
    example: "out/orders.csv",
  }),
  delimiter,
  columns: field(z.array(z.string().min(1)).max(2000).default([]), {
    title: "Columns",
    help: "The columns and their order. Left empty: the fields of the records, in the order they first appear.",
    advanced: true,
  }),
  guardFormulas: field(z.boolean().default(false), {
    title: "For a spreadsheet",
    help: "Puts an apostrophe before texts that a spreadsheet would run as a formula (=, +, -, @). Leave it off for other programs.",
    advanced: true,
  }),
});

const shape: Pick<
  ResourceDefinition,
  | "readable"
  | "writable"
  | "records"
  | "repeat"
  | "match"
  | "fields"
  | "pageSize"
  | "writeBatch"
  | "incremental"
> = {
  readable: true,
  writable: true,
  records: "state",
  repeat: "key",
  match: [],
  fields: [],
  incremental: {
    help: "A file that has not changed since it was read to its end is not read again.",
    since: true,
    sinceOption: "dateField",
  },
  pageSize: 1000,
  writeBatch: 1000,
};

/** Files below the data folder. */
export const fileDefinition: ConnectorDefinition = {
  type: "file",
  title: "Files",
  summary: "Reads and writes NDJSON, JSON and CSV files in a folder.",
  settings: fileSettings,
  secrets: z.strictObject({}),
  free: true,
  resources: [
    {
      ...shape,
      name: "ndjson",
      title: "NDJSON (a record per line)",
      readOptions: fileReadOptions,
      writeOptions: fileWriteOptions,
    },
    {
      ...shape,
      name: "json",
      title: "JSON (one list)",
      readOptions: fileReadOptions,
      writeOptions: fileWriteOptions,
    },
    {
      ...shape,
      name: "csv",
      title: "CSV (with a header line)",
      readOptions: csvReadOptions,
      writeOptions: csvWriteOptions,
    },
  ],
};
