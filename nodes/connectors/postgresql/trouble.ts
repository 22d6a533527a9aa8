import { ConnectorError } from "@trasvase/shared/connector.ts";
import type { Secret } from "@trasvase/shared/secret.ts";
import { shorten } from "../answer.ts";

/** How messages call the server, and what must never stand in them. */
export interface Server {
  /** Such as `webshop at db.example.com`. */
  readonly title: string;
  readonly secrets: readonly Secret[];
}

/** The SQLSTATE of an error of the server, or the code of one of the network; empty for anything else. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/** Whether the server refused the contents of a row: data exceptions and violated constraints. Others in the same statement may be fine. */
export function isAboutContents(error: unknown): boolean {
  return /^2[23]...$/.test(codeOf(error));
}

/** The connection broke while a statement was on its way: it may or may not have been carried out. */
export function isCutOff(error: unknown): boolean {
  return /^(CONNECTION_CLOSED|CONNECTION_DESTROYED|ECONNRESET|EPIPE|ETIMEDOUT)$/.test(codeOf(error));
}

/** What went wrong between us and a database server, in words for the person who can repair it. */
export function troubleOf(error: unknown, server: Server): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const code = codeOf(error);
  const said = shorten(error instanceof Error ? error.message : String(error), server.secrets);
  const known = rules.find(([pattern]) => pattern.test(code));
  if (known) {
    const [, kind, name, advice] = known;
    return new ConnectorError(
      kind,
      name,
      `${server.title}: ${said}${said.endsWith(".") ? "" : "."}${advice}`,
    );
  }
  const kind = /^[0-9A-Z]{5}$/.test(code) ? "rejected" : "transient";
  return new ConnectorError(kind, code === "" ? "database" : code, `${server.title}: ${said}`);
}

type Rule = readonly [RegExp, ConnectorError["kind"], name: string, advice: string];

const rules: readonly Rule[] = [
  [/^28...$/, "broken", "sign-in", " Check user and password of the connection."],
  [/^3D000$/, "broken", "no-database", " Correct the database in the connection."],
  [/^42501$/, "broken", "not-allowed", " Give the connection's user that right, or use another user."],
  [/^42P01$|^3F000$/, "rejected", "no-table", " Correct schema and table in the step."],
  [/^42703$/, "rejected", "no-column", " Correct the column in the step or in the mapping."],
  [/^42P10$/, "rejected", "no-unique-index", " Make a unique index on exactly the match fields."],
  [/^57014$/, "transient", "too-slow", " An index on the columns it searches by may help."],
  [/^(08|40|53|55|57|58)...$/, "transient", "busy", ""],
  [
    /^CONNECTION_|^CONNECT_TIMEOUT$|^E[A-Z]{3,}$/,
    "transient",
    "unreachable",
    " Check that the server is up and the address right.",
  ],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_/,
    "broken",
    "certificate",
    " Give the authority's certificate in the connection, or have the server's corrected.",
  ],
];
