import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import * as z from "zod";
import { json, makeSandbox, type Sandbox, type SandboxCall, type SandboxOptions } from "../sandbox.ts";
import { SandboxTokens } from "../sandbox-tokens.ts";
import { wallClock } from "../wall-clock.ts";
import type { AccountViewResource } from "./field.ts";
import { type AccountViewQuirks, type Parameters, printRows, queryRows } from "./sandbox/query.ts";
import { AccountViewFault, type SentRow } from "./sandbox/row.ts";
import { sandboxCompanies, seedStore } from "./sandbox/seed.ts";
import { AccountViewStore } from "./sandbox/store.ts";
import { systemRows } from "./sandbox/system-rows.ts";
import { objectOf, type SandboxObject, sandboxObjects } from "./sandbox/tables.ts";

export interface AccountViewSandboxOptions extends SandboxOptions {
  /** Milliseconds since 1970; left out: the real time. */
  readonly now?: () => number;
  readonly quirks?: Partial<AccountViewQuirks>;
}

const allQuirks: AccountViewQuirks = {
  padsText: true,
  omitsEmpty: true,
  unwrapsSingle: true,
  missingIs404: false,
};

/** A faithful local stand-in for AccountView.Net, seeded the same every time. Its credentials are in sandbox-tokens.ts. */
export function createAccountViewSandbox(options: AccountViewSandboxOptions = {}): Sandbox {
  const now = options.now ?? Date.now;
  const quirks = { ...allQuirks, ...options.quirks };
  const tokens = new SandboxTokens({
    now,
    accessSeconds: 3600,
    earliestRefreshMs: 0,
    expiresIn: (seconds) => seconds,
  });
  const clock = () => wallClock(now(), "Europe/Amsterdam");
  const stores = new Map(sandboxCompanies.map(({ Id }) => [Id, new AccountViewStore(clock)]));
  for (const [company, store] of stores) seedStore(store, company);
  return makeSandbox(
    {
      answer: (call) => answer(call, tokens, stores, quirks),
      blocked: () => json({ Message: "Too many requests." }, 429),
      signIn: async (call) => {
        const path = call.path.toLowerCase();
        if (path === "/ams/authorize.aspx" && call.method === "GET") return tokens.authorize(call);
        return path === "/api/v3/token" && call.method === "POST" ? tokens.token(call) : undefined;
      },
      expireTokens: () => tokens.expire(),
      snapshot: () => ({
        tokens: tokens.snapshot(),
        companies: Object.fromEntries([...stores].map(([company, store]) => [company, store.snapshot()])),
      }),
      restore: (snapshot) => restore(snapshot, tokens, stores),
    },
    options,
  );
}

function restore(snapshot: Json, tokens: SandboxTokens, stores: ReadonlyMap<string, AccountViewStore>): void {
  if (!isJsonObject(snapshot)) return;
  tokens.restore(snapshot.tokens);
  for (const [company, store] of stores) {
    const kept = isJsonObject(snapshot.companies) ? snapshot.companies[company] : undefined;
    if (kept !== undefined) store.restore(kept);
  }
}

function answer(
  call: SandboxCall,
  tokens: SandboxTokens,
  stores: ReadonlyMap<string, AccountViewStore>,
  quirks: AccountViewQuirks,
): Response {
  if (!tokens.accepts(call.headers))
    return json({ Message: "Authorization has been denied for this request." }, 401);
  const path = call.path.toLowerCase();
  if (path === "/api/v3/companies") return json(sandboxCompanies, 200);
  const store = stores.get((call.headers.get("x-company") ?? "").toLowerCase());
  if (!store) return json({ Message: "x-company" }, call.headers.has("x-company") ? 403 : 400);
  try {
    if (path === "/api/v3/accountviewsystembusinessobjects" && call.method === "GET")
      return json(businessObjects(), 200);
    if (path === "/api/v3/accountviewsystemdata" && call.method === "GET")
      return json(systemRows(parametersOf(call.query)), 200);
    if (path !== "/api/v3/accountviewdata") return json({ Message: "No resource was found." }, 404);
    if (call.method === "GET") return read(store, parametersOf(call.query), quirks);
    if (call.method === "POST" || call.method === "PUT") return write(store, call, quirks);
    return json({ Message: "The method is not allowed." }, 405);
  } catch (error) {
    // Refusals of the program behind the relay come with status 200.
    if (error instanceof AccountViewFault) {
      return json({ ErrorType: "AccountViewError", ErrorNumbers: null, ErrorMessage: error.message }, 200);
    }
    throw error;
  }
}

function parametersOf(query: URLSearchParams): Parameters {
  return new Map([...query].map(([name, value]) => [name.toLowerCase(), value]));
}

function businessObjects(): Json {
  return sandboxObjects.map(({ mayInsert, mayUpdate, resource }) => ({
    Code: resource.businessObject,
    Description: resource.title,
    InsertAllowed: mayInsert,
    UpdateAllowed: mayUpdate,
    DeleteAllowed: false,
  }));
}

function requireObject(code: string | undefined): SandboxObject {
  const object = objectOf(code);
  if (!object) throw new AccountViewFault(`Business object ${code ?? ""} bestaat niet.`);
  return object;
}

function read(store: AccountViewStore, query: Parameters, quirks: AccountViewQuirks): Response {
  const { resource } = requireObject(query.get("businessobject"));
  const rows = queryRows(store, resource, query);
  if (rows.length === 0 && quirks.missingIs404) return json({ Message: "Not found." }, 404);
  return json(printRows(store, resource, rows, query.get("fields"), quirks), 200);
}

const tableSchema = z.object({
  Name: z.string(),
  Fields: z.array(z.object({ Name: z.string(), FieldType: z.string() })),
});
const rowsSchema = z.object({ Rows: z.array(z.object({ Values: z.array(z.json()) })) });
const bodySchema = z.object({
  BusinessObject: z.string(),
  Table: z.object({ Definition: tableSchema, DetailDefinitions: z.array(tableSchema).optional() }),
  TableData: z.object({ Data: rowsSchema, DetailData: z.array(rowsSchema).optional() }),
});

function write(store: AccountViewStore, call: SandboxCall, quirks: AccountViewQuirks): Response {
  if (!(call.headers.get("content-type") ?? "").includes("application/json"))
    return json({ Message: "Unsupported media type." }, 415);
  const parsed = bodySchema.safeParse(tryParse(call.body));
  if (!parsed.success) throw new AccountViewFault("De inhoud van het bericht is ongeldig.");
  const { BusinessObject, Table, TableData } = parsed.data;
  const { mayInsert, mayUpdate, resource } = requireObject(BusinessObject);
  if (!(call.method === "PUT" ? mayUpdate : mayInsert))
    throw new AccountViewFault(`${resource.title} kunnen niet worden gewijzigd.`);
  if (Table.Definition.Name !== resource.table)
    throw new AccountViewFault(`Tabel ${Table.Definition.Name} hoort niet bij ${BusinessObject}.`);
  const headers = readRows(Table.Definition, TableData.Data);
  const details = Table.DetailDefinitions ?? [];
  const lines = details.flatMap((definition, index) =>
    readRows(definition, TableData.DetailData?.[index] ?? { Rows: [] }),
  );
  const rows = headers.map((header) =>
    call.method === "PUT"
      ? store.update(resource, header)
      : store.insert(
          resource,
          header,
          lines.filter((line) => line.headerId === header.rowId || headers.length === 1),
        ),
  );
  const shown = rows.map((row) => echoOf(resource, row));
  return json(printRows(store, resource, shown, undefined, quirks), 200);
}

// Which field of an order holds its number is not known, so the answer to a new order says only what was sent.
function echoOf(resource: AccountViewResource, row: Readonly<Record<string, Json>>): Record<string, Json> {
  const hidden = resource.businessObject === "SO1" ? ["REC_ID"] : [];
  return Object.fromEntries(Object.entries(row).filter(([name]) => !hidden.includes(name)));
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readRows(
  definition: z.infer<typeof tableSchema>,
  data: z.infer<typeof rowsSchema>,
): readonly SentRow[] {
  return data.Rows.map(({ Values }) => {
    if (Values.length !== definition.Fields.length) {
      throw new AccountViewFault(
        `Aantal waarden (${Values.length}) is ongelijk aan aantal velden (${definition.Fields.length}).`,
      );
    }
    const named = definition.Fields.map((field, index) => [field.Name, Values[index] ?? ""] as const);
    const own = ["RowId", "HeaderId"];
    const value = (name: string) => String(named.find(([field]) => field === name)?.[1] ?? "");
    return {
      rowId: value("RowId"),
      headerId: value("HeaderId"),
      values: Object.fromEntries(named.filter(([field]) => !own.includes(field))),
    };
  });
}
