import type { ConnectorDefinition, ResourceDefinition } from "@trasvase/shared/connector.ts";
import { field } from "@trasvase/shared/field.ts";
import * as z from "zod";

const name = z.string().max(63, "A name in PostgreSQL has at most 63 bytes.");
const neededName = name.min(1, "Needed.");

/** Settings of a PostgreSQL connection. Fields only: a free connection string could ask for anything. */
export const postgresqlSettings = z.strictObject({
  host: field(
    z
      .string()
      .min(1, "Needed to reach the server.")
      .max(253)
      .regex(/^[^\s/@?#]+$/, "Write the name or address of the server only, for example db.example.com."),
    { title: "Server", example: "db.example.com" },
  ),
  port: field(z.number().int().min(1).max(65_535).default(5432), { title: "Port", widget: "number" }),
  database: field(neededName, { title: "Database", example: "webshop" }),
  user: field(neededName, {
    title: "User",
    help: "Best one that may do no more than the flows need: read the tables they read, insert into and update those they write.",
  }),
  tls: field(z.enum(["verify", "encrypt", "off"]).default("verify"), {
    title: "Encryption",
    widget: "choice",
    choices: {
      verify: "Encrypted, certificate checked",
      encrypt: "Encrypted, certificate not checked",
      off: "Not encrypted (own network only)",
    },
  }),
  certificate: field(z.string().max(100_000).default(""), {
    title: "Certificate of the authority",
    help: "In PEM form, when the server's certificate comes from an authority of your own.",
    widget: "multiline",
    advanced: true,
  }),
});

/** Secrets of a PostgreSQL connection. */
export const postgresqlSecrets = z.strictObject({
  password: field(z.string().default(""), { title: "Password", widget: "secret", secret: true }),
});

const place = {
  schema: field(neededName.default("public"), { title: "Schema", advanced: true }),
  table: field(neededName, { title: "Table", example: "orders" }),
};

const order = {
  changedColumn: field(name.default(""), {
    title: "Column that grows with every change",
    help: "A time of change or a growing number. Reading goes on from where it stopped. Left empty: every run reads everything.",
    example: "updated_at",
  }),
  overlapSeconds: field(z.number().int().min(0).max(86_400).default(300), {
    title: "Read back",
    help: "How far each run reads back, for rows that were committed later than their time says. Rows that have not changed since are left out.",
    unit: "seconds",
    widget: "number",
    advanced: true,
  }),
};

/** Options of reading a table. */
export const tableReadOptions = z.strictObject({
  ...place,
  ...order,
  idColumn: field(name.default(""), {
    title: "Unique column",
    help: "Tells rows of the same moment apart. Left empty: the table's primary key.",
    example: "id",
  }),
});

/** Options of reading the rows of a query. */
export const queryReadOptions = z.strictObject({
  query: field(z.string().min(1, "Needed.").max(20_000), {
    title: "Query",
    help: "One SELECT. It runs read-only, in pages.",
    widget: "multiline",
    example: "select o.*, c.email from orders o join customers c on c.id = o.customer_id",
  }),
  ...order,
  idColumn: field(neededName, {
    title: "Unique column",
    help: "A column of the query that is different in every row.",
    example: "id",
  }),
});

/** Options of finding in a table. */
export const tableFindOptions = z.strictObject(place);

/** Options of writing to a table. */
export const tableWriteOptions = z.strictObject({
  ...place,
  repeatColumn: field(name.default(""), {
    title: "Column for the repeat key",
    help: "A text column with a unique index. It is filled with the id of each write, so that a repeated one inserts nothing twice. Needed when the step has no match field.",
    advanced: true,
  }),
});

const table: ResourceDefinition = {
  name: "table",
  title: "Table",
  readable: true,
  writable: true,
  records: "state",
  repeat: "key",
  upserts: true,
  match: "any",
  fields: [],
  incremental: { help: "Goes on behind the last change read, when a column that grows is named." },
  readOptions: tableReadOptions,
  findOptions: tableFindOptions,
  writeOptions: tableWriteOptions,
  pageSize: 2000,
  writeBatch: 1000,
};

/** Tables and queries of a PostgreSQL server. */
export const postgresqlDefinition: ConnectorDefinition = {
  type: "postgresql",
  title: "PostgreSQL",
  summary: "Reads tables and queries, and writes rows, of a PostgreSQL database.",
  settings: postgresqlSettings,
  secrets: postgresqlSecrets,
  free: true,
  resources: [
    table,
    {
      name: "query",
      title: "Query",
      readable: true,
      writable: false,
      records: "state",
      repeat: "none",
      match: [],
      fields: [],
      incremental: { help: "Goes on behind the last change read, when a column that grows is named." },
      readOptions: queryReadOptions,
      pageSize: 2000,
      writeBatch: 1,
    },
  ],
};
