import { ConnectorError, type FieldType } from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import type { AccountViewField, AccountViewResource, AccountViewType } from "./field.ts";
import { type Condition, fetchBody, systemUrl } from "./query.ts";
import { rowsIn } from "./rows.ts";
import type { AccountViewSession } from "./session.ts";

/** An installation's fields seldom change. */
const keptMs = 24 * 3600_000;
const pageSize = 1000;

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

/** What an installation says about its own tables: every customer's AccountView has fields of its own. Asked for when first needed, kept for a day. */
export class Dictionary {
  readonly #session: AccountViewSession;
  readonly #tables = new Map<
    string,
    { readonly until: number; readonly fields: readonly AccountViewField[] }
  >();

  constructor(session: AccountViewSession) {
    this.#session = session;
  }

  /** A resource with the fields that are known by now. */
  known(resource: AccountViewResource): AccountViewResource {
    const { lines } = resource;
    const own = this.#tables.get(resource.table)?.fields ?? [];
    const ofLines = lines ? (this.#tables.get(lines.table)?.fields ?? []) : [];
    const fields = merge(resource.fields, own).map((field) =>
      field.name === lines?.field ? { ...field, fields: merge(field.fields ?? [], ofLines) } : field,
    );
    return { ...resource, fields };
  }

  /** A resource with every field the installation has. Where it does not tell, the resource as it is. Throws ConnectorError. */
  async load(resource: AccountViewResource, signal: AbortSignal): Promise<AccountViewResource> {
    await this.#loadTable(resource.table, signal);
    if (resource.lines) await this.#loadTable(resource.lines.table, signal);
    return this.known(resource);
  }

  /** Whether a table has a field; false where the installation does not tell. */
  async has(table: string, field: string, signal: AbortSignal): Promise<boolean> {
    await this.#loadTable(table, signal);
    return this.#tables.get(table)?.fields.some(({ name }) => name === field) ?? false;
  }

  async #loadTable(table: string, signal: AbortSignal): Promise<void> {
    const now = this.#session.now();
    if ((this.#tables.get(table)?.until ?? 0) > now) return;
    const fields = await this.#fetch("FLD", equalTo("DBF_NAME", table), "FIELD_NAME", signal);
    this.#tables.set(table, { until: now + keptMs, fields: fields.flatMap((row) => fieldIn(row) ?? []) });
  }

  /** The tables of a business object. Throws ConnectorError *rejected* when there is no such object. */
  async tablesOf(
    object: string,
    signal: AbortSignal,
  ): Promise<{ readonly table: string; readonly lines: string | undefined }> {
    const files = await this.#fetch("DBF", equalTo("OBJ_CODE", object), "DBF_NAME", signal);
    const main = files.find((row) => textIn(row, "TBL_HDR") === "") ?? files[0];
    const table = main ? textIn(main, "DBF_NAME") : "";
    if (!main || table === "") {
      throw new ConnectorError(
        "rejected",
        "no-object",
        `This AccountView has no business object "${object}". Correct its code in the step.`,
      );
    }
    return { table, lines: textIn(main, "TBL_CHILD") || undefined };
  }

  async #fetch(
    table: string,
    condition: Condition,
    sort: string,
    signal: AbortSignal,
  ): Promise<readonly JsonObject[]> {
    const rows: JsonObject[] = [];
    try {
      for (let number = 1; ; number++) {
        const url = systemUrl(this.#session, table, { number, size: pageSize, sort }, [condition]);
        const page = rowsIn(await fetchBody(this.#session, url, "its own fields", signal));
        rows.push(...page);
        if (page.length < pageSize) return rows;
      }
    } catch (error) {
      // An installation that does not tell still works with the fields that all have.
      if (error instanceof ConnectorError && error.kind === "rejected") return [];
      throw error;
    }
  }
}

function equalTo(field: string, value: string): Condition {
  return { field, operator: "Equal", type: "C", value };
}

function merge(
  fields: readonly AccountViewField[],
  told: readonly AccountViewField[],
): readonly AccountViewField[] {
  const byName = new Map(told.map((field) => [field.name, field]));
  const known = fields.map((field): AccountViewField => {
    const own = byName.get(field.name);
    if (!own?.code) return field;
    const { code, maxLength, type, writable } = own;
    return {
      ...field,
      code,
      type,
      ...(maxLength === undefined ? {} : { maxLength }),
      ...(writable === false ? { writable } : {}),
    };
  });
  const names = new Set(fields.map(({ name }) => name));
  return [...known, ...told.filter(({ name }) => !names.has(name))];
}

function fieldIn(row: JsonObject): AccountViewField | undefined {
  const name = textIn(row, "FIELD_NAME");
  const letter = textIn(row, "FIELD_TYPE");
  if (name === "" || !isType(letter)) return undefined;
  const length = Number(row.FIELD_LEN);
  return {
    name,
    title: textIn(row, "FLD_DESC") || name,
    code: letter,
    type: types[letter],
    ...(letter === "C" && length > 0 ? { maxLength: length } : {}),
    ...(isTrue(row.COM_BLK) ? { writable: false } : {}),
    ...(textIn(row, "FLD_FMT").includes("!") ? { capitals: true } : {}),
    ...(isTrue(row.INP_MAND) && !isTrue(row.COM_BLK) ? { required: "create" as const } : {}),
  };
}

function isType(letter: string): letter is AccountViewType {
  return letter in types;
}

function isTrue(value: Json | undefined): boolean {
  return value === true || (typeof value === "string" && /^(true|t|1)$/i.test(value.trim())) || value === 1;
}

function textIn(row: JsonObject, name: string): string {
  const value = isJsonObject(row) && Object.hasOwn(row, name) ? row[name] : undefined;
  return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
}
