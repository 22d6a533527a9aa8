import type { ConnectorDefinition } from "@trasvase/shared/connector.ts";
import type { ConnectionRow } from "@trasvase/shared/contract/connection.ts";
import { problemsOf } from "@trasvase/shared/graph.ts";
import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import type { Problem } from "@trasvase/shared/problem.ts";

/** A connection while it is edited. Secrets hold only what was typed now; an empty text takes one away. */
export interface ConnectionDraft {
  readonly title: string;
  readonly settings: JsonObject;
  readonly secrets: Readonly<Record<string, string>>;
}

/** The draft of a stored connection, before any edit. */
export function draftOf({ title, settings }: ConnectionRow): ConnectionDraft {
  return { title, settings: jsonObject(settings), secrets: {} };
}

function jsonObject(settings: Json): JsonObject {
  return isJsonObject(settings) ? settings : {};
}

/** Whether anything differs from what is stored. */
export function isEdited(draft: ConnectionDraft, stored: ConnectionRow): boolean {
  return (
    draft.title !== stored.title ||
    !sameSettings(draft.settings, stored) ||
    Object.keys(draft.secrets).length > 0
  );
}

/** Whether settings are those that are stored, whatever the order of their members. */
export function sameSettings(settings: JsonObject, stored: ConnectionRow): boolean {
  return sortedText(settings) === sortedText(jsonObject(stored.settings));
}

function sortedText(settings: JsonObject): string {
  return JSON.stringify(Object.entries(settings).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** What a field without a value is said to lack; made by the caller, who knows its title and the language. */
export type SayMissing = (field: string) => string;

/**
 * Everything that keeps a draft from being stored, by field. `set` names the secrets that are stored already and stay.
 * The server checks the same again.
 */
export function draftProblems(
  definition: Pick<ConnectorDefinition, "settings" | "secrets">,
  draft: Pick<ConnectionDraft, "settings" | "secrets">,
  set: ReadonlySet<string>,
  sayMissing: SayMissing,
): readonly Problem[] {
  const kept = (field: string) => set.has(field) && draft.secrets[field] === undefined;
  return [
    ...problemsIn(definition.settings, draft.settings, sayMissing),
    ...problemsIn(definition.secrets, draft.secrets, sayMissing).filter(
      ({ field }) => field === undefined || !kept(field),
    ),
  ];
}

function problemsIn(
  schema: ConnectorDefinition["settings"],
  values: JsonObject,
  sayMissing: SayMissing,
): readonly Problem[] {
  const parsed = schema.safeParse(values);
  if (parsed.success) return [];
  return problemsOf(parsed.error, {}).map((problem) => {
    const { field } = problem;
    const isMissing = field !== undefined && (values[field] === undefined || values[field] === "");
    return isMissing ? { ...problem, message: sayMissing(field) } : problem;
  });
}

const longestName = 63;

/** A name for a connection made of its title: small letters, digits and dashes, not taken yet. It stays for ever. */
export function nameFrom(title: string, taken: ReadonlySet<string>): string {
  const plain = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
  const base = plain === "" ? "connection" : plain;
  for (let number = 1; ; number++) {
    const ending = number === 1 ? "" : `-${number}`;
    const name = base.slice(0, longestName - ending.length).replace(/-+$/, "") + ending;
    if (!taken.has(name)) return name;
  }
}

/** Whether a text can be a connection's name. */
export function isConnectionName(text: string): boolean {
  return /^[a-z][a-z0-9-]{0,62}$/.test(text);
}
