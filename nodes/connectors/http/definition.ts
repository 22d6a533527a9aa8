import type { ConnectorDefinition } from "@trasvase/shared/connector.ts";
import { field } from "@trasvase/shared/field.ts";
import { isJsonObject } from "@trasvase/shared/json.ts";
import * as z from "zod";

const headerName = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const headerValue = /^[\t\x20-\x7e\u00a0-\u00ff]*$/;
const dottedPath = z
  .string()
  .max(200)
  .regex(/^([^.\s]+(\.[^.\s]+)*)?$/, "Write names with dots between them, for example data.items.");
const pathTemplate = z
  .string()
  .max(2000)
  .regex(/^(\/|$)/, "Begin with /, from the base address on.");
const parameterName = z.string().max(100);

const address = z.union([
  z.literal(""),
  z.url({
    protocol: /^https?$/,
    error: "Write a whole address, for example https://login.example.com/token.",
  }),
]);
const oauth = ["oauth2-client", "oauth2-code"];

/** Settings of an HTTP connection. */
export const httpSettings = z.strictObject({
  baseUrl: field(
    z.url({ protocol: /^https?$/, error: "Write a whole address, for example https://api.example.com/v1." }),
    { title: "Base address", example: "https://api.example.com/v1" },
  ),
  headers: field(
    z
      .record(
        z.string().regex(headerName, "A header name has letters, digits and dashes only."),
        z.string().regex(headerValue, "A header value is one line of plain text."),
      )
      .default({}),
    {
      title: "Headers",
      help: "Sent with every request. Not the place for a secret.",
      widget: "key-value",
      advanced: true,
    },
  ),
  auth: field(
    z.enum(["none", "basic", "bearer", "api-key", "oauth2-client", "oauth2-code"]).default("none"),
    {
      title: "Sign-in",
      widget: "choice",
      choices: {
        none: "None",
        basic: "User name and password",
        bearer: "Bearer token",
        "api-key": "API key",
        "oauth2-client": "OAuth 2, as an application (client credentials)",
        "oauth2-code": "OAuth 2, by a person in the browser (authorization code)",
      },
    },
  ),
  username: field(z.string().default(""), { title: "User name", when: { field: "auth", is: ["basic"] } }),
  keyIn: field(z.enum(["header", "query"]).default("header"), {
    title: "The API key goes into",
    widget: "choice",
    choices: { header: "A header", query: "The address (query)" },
    when: { field: "auth", is: ["api-key"] },
  }),
  keyName: field(z.string().regex(headerName).default("X-Api-Key"), {
    title: "Name of the API key's header or parameter",
    when: { field: "auth", is: ["api-key"] },
  }),
  authorizeUrl: field(address.default(""), {
    title: "Address of the sign-in page",
    example: "https://login.example.com/oauth2/authorize",
    when: { field: "auth", is: ["oauth2-code"] },
  }),
  tokenUrl: field(address.default(""), {
    title: "Address for tokens",
    example: "https://login.example.com/oauth2/token",
    when: { field: "auth", is: oauth },
  }),
  clientId: field(z.string().default(""), { title: "Client id", when: { field: "auth", is: oauth } }),
  scope: field(z.string().max(1000).default(""), {
    title: "Scopes",
    help: "With blanks between them. Left empty: what the system gives by itself.",
    example: "orders.read orders.write",
    when: { field: "auth", is: oauth },
  }),
  clientIn: field(z.enum(["body", "header"]).default("body"), {
    title: "Client id and secret go into",
    widget: "choice",
    choices: { body: "The body of the request for tokens", header: "A header (Basic)" },
    when: { field: "auth", is: oauth },
    advanced: true,
  }),
  timeoutSeconds: field(z.number().int().min(1).max(300).default(30), {
    title: "Wait at most",
    unit: "seconds",
    widget: "number",
    advanced: true,
  }),
});

/** Secrets of an HTTP connection; which one is used follows from the sign-in. */
export const httpSecrets = z.strictObject({
  password: field(z.string().default(""), {
    title: "Password",
    widget: "secret",
    secret: true,
    when: { field: "auth", is: ["basic"] },
  }),
  token: field(z.string().default(""), {
    title: "Bearer token",
    widget: "secret",
    secret: true,
    when: { field: "auth", is: ["bearer"] },
  }),
  apiKey: field(z.string().default(""), {
    title: "API key",
    widget: "secret",
    secret: true,
    when: { field: "auth", is: ["api-key"] },
  }),
  clientSecret: field(z.string().default(""), {
    title: "Client secret",
    widget: "secret",
    secret: true,
    when: { field: "auth", is: oauth },
  }),
});

const paging = {
  paging: field(z.enum(["none", "page", "offset", "cursor", "link"]).default("none"), {
    title: "Paging",
    widget: "choice",
    choices: {
      none: "Everything in one answer",
      page: "Page number",
      offset: "Offset",
      cursor: "Cursor from the answer",
      link: "Link to the next page",
    },
  }),
  pageParameter: field(parameterName.default(""), {
    title: "Parameter",
    help: "Name of the query parameter: page, offset or cursor when left empty.",
  }),
  firstPage: field(z.number().int().min(0).default(1), {
    title: "First page number",
    widget: "number",
    advanced: true,
  }),
  sizeParameter: field(parameterName.default(""), {
    title: "Page size parameter",
    help: "Name of the query parameter for the page size. Left empty: none is sent.",
  }),
  pageSize: field(z.number().int().min(1).max(10_000).default(100), { title: "Page size", widget: "number" }),
  nextPath: field(dottedPath.default(""), {
    title: "Where the next cursor or link is",
    help: "Path inside the answer, for example paging.next. For links, left empty: the Link header.",
    example: "paging.next",
  }),
  maxPages: field(z.number().int().min(1).max(1_000_000).default(10_000), {
    title: "Most pages",
    help: "Reading stops with an error beyond this many, rather than go on for ever.",
    widget: "number",
    advanced: true,
  }),
};

/** Options of a source step. */
export const httpReadOptions = z.strictObject({
  method: field(z.enum(["GET", "POST"]).default("GET"), {
    title: "Method",
    widget: "choice",
    choices: { GET: "GET", POST: "POST (the request only reads)" },
  }),
  path: field(pathTemplate, {
    title: "Path",
    help: "From the base address on.",
    example: "/orders?status=paid",
  }),
  query: field(z.record(z.string(), z.string()).default({}), {
    title: "Query",
    widget: "key-value",
    advanced: true,
  }),
  body: field(z.json().optional(), {
    title: "Body",
    help: "JSON, for POST.",
    widget: "multiline",
    advanced: true,
  }),
  records: field(dottedPath.default(""), {
    title: "Where the records are",
    help: "Path of the list inside the answer, for example data.items. Left empty: the answer itself.",
    example: "data.items",
  }),
  changedField: field(dottedPath.default(""), {
    title: "Where the date of a change is",
    help: "Path of the field that says when a record was changed. With it a run reads on from the last change, and reading can begin at a date.",
    example: "updated_at",
  }),
  sinceParameter: field(parameterName.default(""), {
    title: "Parameter for the date",
    help: "Name of the query parameter by which the system gives only what changed since then. Left empty: everything is asked for, and what is older is left out here.",
    example: "updated_after",
    advanced: true,
  }),
  ...paging,
});

const finding = {
  findPath: field(pathTemplate.default(""), {
    title: "Find with",
    help: "{value} is the value to look for; with several match fields, write {Name} for each.",
    example: "/customers?email={value}",
  }),
  findMethod: field(z.enum(["GET", "POST"]).default("GET"), {
    title: "Method of finding",
    widget: "choice",
    choices: { GET: "GET", POST: "POST" },
    advanced: true,
  }),
  findBody: field(z.json().optional(), {
    title: "Body of finding",
    help: "JSON, for POST; texts may hold {value}.",
    widget: "multiline",
    advanced: true,
  }),
  onlyReads: field(z.boolean().default(false), {
    title: "This request only reads",
    help: "Needed for finding with another method than GET: without this tick it is never sent.",
    widget: "toggle",
    advanced: true,
  }),
  findRecords: field(dottedPath.default(""), { title: "Where the found records are", example: "data.items" }),
  idField: field(dottedPath.default("id"), { title: "Where a record's id is", example: "id" }),
};

/** Options of a lookup step. */
export const httpFindOptions = z.strictObject(finding);

/** Options of a destination step. */
export const httpWriteOptions = z.strictObject({
  createMethod: field(z.enum(["POST", "PUT"]).default("POST"), {
    title: "Method of creating",
    widget: "choice",
    choices: { POST: "POST", PUT: "PUT" },
  }),
  createPath: field(pathTemplate, { title: "Create at", example: "/customers" }),
  updateMethod: field(z.enum(["PUT", "PATCH", "POST"]).default("PUT"), {
    title: "Method of updating",
    widget: "choice",
    choices: { PUT: "PUT", PATCH: "PATCH", POST: "POST" },
  }),
  updatePath: field(pathTemplate.default(""), {
    title: "Update at",
    help: "{id} is the id of the record.",
    example: "/customers/{id}",
  }),
  body: field(z.json().optional(), {
    title: "Body",
    help: 'JSON in which "{record}" stands for the whole record and "{name}" for one of its fields. Left empty: the record itself.',
    example: '{ "data": "{record}" }',
    widget: "multiline",
    advanced: true,
  }),
  answerPath: field(dottedPath.default(""), {
    title: "Where the written record is in the answer",
    help: "Left empty: the answer itself.",
    example: "data",
  }),
  idempotencyHeader: field(
    z
      .string()
      .regex(/^([!#$%&'*+\-.^_`|~0-9A-Za-z]+)?$/)
      .default("Idempotency-Key"),
    {
      title: "Header for the repeat key",
      help: "The same for every repetition of one write, so that a system that honours it writes once. Left empty: none is sent.",
      advanced: true,
    },
  ),
  ...finding,
});

/** Any system with a JSON interface over HTTP. */
export const httpDefinition: ConnectorDefinition = {
  type: "http",
  title: "HTTP",
  summary: "Reads from and writes to any system that speaks JSON over HTTP.",
  settings: httpSettings,
  secrets: httpSecrets,
  free: true,
  signsIn: (settings) => isJsonObject(settings) && settings.auth === "oauth2-code",
  resources: [
    {
      name: "records",
      title: "Records",
      readable: true,
      writable: true,
      records: "state",
      repeat: "lookup",
      match: "any",
      fields: [],
      incremental: {
        help: "Goes on behind the last change read, when the field with its date is named.",
        overlaps: true,
        since: true,
        option: "changedField",
      },
      readOptions: httpReadOptions,
      findOptions: httpFindOptions,
      writeOptions: httpWriteOptions,
      pageSize: 100,
      writeBatch: 1,
    },
  ],
};
