import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import type { AccountViewField, AccountViewResource } from "../field.ts";
import { AccountViewFault, isEmpty, type Row, type SentRow } from "./row.ts";
import { checkRow, completeRow } from "./rules.ts";

/** The tables of one company. */
export class AccountViewStore {
  readonly #now: () => string;
  readonly #tables = new Map<string, Row[]>();
  #recordCount = 0;

  /** `now` answers the installation's wall clock, `2026-03-02T10:15:30`. */
  constructor(now: () => string) {
    this.#now = now;
  }

  table(name: string): Row[] {
    const there = this.#tables.get(name);
    if (there) return there;
    const made: Row[] = [];
    this.#tables.set(name, made);
    return made;
  }

  find(table: string, field: string, value: Json | undefined): Row | undefined {
    const wanted = normalize(value);
    return this.table(table).find((row) => normalize(row[field]) === wanted);
  }

  /** Stores a new row with its lines. Throws {@link AccountViewFault}. */
  insert(resource: AccountViewResource, sent: SentRow, lines: readonly SentRow[]): Row {
    const row = readValues(resource.fields, sent.values);
    completeRow(this, resource, row);
    checkRow(this, resource.table, resource.fields, row);
    // Orders and addresses are told apart by their internal number, whatever else they share.
    const isOwnKey = resource.key !== "REC_ID" && resource.table !== "SO_HDR";
    if (isOwnKey && !isEmpty(row[resource.key]) && this.find(resource.table, resource.key, row[resource.key]))
      throw new AccountViewFault(`${String(row[resource.key])} bestaat al.`);
    const made = lines.map((line) => this.#readLine(resource, sent, line));
    if (resource.lines && made.length === 0)
      throw new AccountViewFault("Een boeking moet minstens een regel hebben.");
    row.REC_ID = this.#nextRecordId(resource);
    this.#stamp(row, true);
    this.table(resource.table).push(row);
    if (resource.lines)
      this.table(resource.lines.table).push(...made.map((line) => ({ ...line, HDR_REC: row.REC_ID ?? "" })));
    return row;
  }

  /** Changes the fields that are sent of the row with that key. Throws {@link AccountViewFault}. */
  update(resource: AccountViewResource, sent: SentRow): Row {
    const key = resource.ids[0] ?? resource.key;
    const row = this.find(resource.table, key, sent.values[key]);
    if (!row) throw new AccountViewFault(`${resource.table} ${String(sent.values[key] ?? "")} bestaat niet.`);
    const { [key]: _, ...values } = sent.values;
    const changed = { ...row, ...readValues(resource.fields, values) };
    checkRow(this, resource.table, resource.fields, changed);
    this.#stamp(changed, false);
    Object.assign(row, changed);
    return row;
  }

  /** Puts a row in as it is, for seeding. */
  seed(resource: AccountViewResource, values: Readonly<Record<string, Json>>): void {
    const row: Row = { ...values, REC_ID: this.#nextRecordId(resource) };
    this.#stamp(row, true);
    this.table(resource.table).push(row);
  }

  #readLine(resource: AccountViewResource, header: SentRow, line: SentRow): Row {
    if (line.headerId !== header.rowId)
      throw new AccountViewFault(`Regel ${line.rowId} hoort bij geen kop (HeaderId ${line.headerId}).`);
    const fields = resource.fields.find((field) => field.name === resource.lines?.field)?.fields ?? [];
    const row = readValues(fields, line.values);
    checkRow(this, resource.lines?.table ?? "", fields, row);
    return row;
  }

  #nextRecordId(resource: AccountViewResource): string {
    return `${resource.table.charAt(0)}${String(++this.#recordCount).padStart(8, "0")}`;
  }

  #stamp(row: Row, isNew: boolean): void {
    const now = this.#now();
    row.CNG_NR = isNew ? 0 : Number(row.CNG_NR ?? 0) + 1;
    row.CNG_DATE = now;
    if (isNew) row.INP_DATE = now;
  }

  snapshot(): Json {
    return { count: this.#recordCount, tables: Object.fromEntries(this.#tables) };
  }

  restore(snapshot: Json): void {
    if (!isJsonObject(snapshot) || !isJsonObject(snapshot.tables)) return;
    this.#recordCount = Number(snapshot.count);
    for (const [name, rows] of Object.entries(snapshot.tables)) {
      if (Array.isArray(rows))
        this.#tables.set(
          name,
          (rows as readonly Json[]).filter(isJsonObject).map((row) => ({ ...row })),
        );
    }
  }
}

function normalize(value: Json | undefined): string {
  return String(value ?? "")
    .trim()
    .toLowerCase();
}

function readValues(fields: readonly AccountViewField[], values: Readonly<Record<string, Json>>): Row {
  const row: Row = {};
  for (const [name, value] of Object.entries(values)) {
    const field = fields.find((one) => one.name === name && one.code !== undefined);
    if (!field) throw new AccountViewFault(`Veld ${name} bestaat niet.`);
    if (field.writable === false) throw new AccountViewFault(`Veld ${name} kan niet worden gewijzigd.`);
    row[name] = readValue(field, value);
  }
  return row;
}

function readValue(field: AccountViewField, value: Json): Json {
  const bad = () => new AccountViewFault(`Waarde van ${field.name} is ongeldig.`);
  switch (field.code) {
    case "N":
    case "I":
    case "Y":
    case "B":
      if (typeof value !== "number") throw bad();
      return value;
    case "L":
      if (typeof value === "boolean") return value;
      if (typeof value === "string" && /^(true|false)$/i.test(value)) return value.toLowerCase() === "true";
      throw bad();
    case "D":
    case "T":
      if (value === "") return "";
      if (typeof value !== "string" || Number.isNaN(Date.parse(value))) throw bad();
      return value.slice(0, 19);
    default: {
      if (typeof value !== "string") throw bad();
      const text = field.capitals ? value.toUpperCase() : value;
      if (field.maxLength !== undefined && text.length > field.maxLength) {
        throw new AccountViewFault(`Waarde van ${field.name} is langer dan ${field.maxLength} tekens.`);
      }
      return text;
    }
  }
}
