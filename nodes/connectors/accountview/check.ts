import { type CheckStage, ConnectorError } from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import { checkInStages } from "../staged-check.ts";
import { accountViewResources } from "./definition.ts";
import type { AccountViewResource } from "./field.ts";
import { fetchBody, fetchPage } from "./query.ts";
import type { AccountViewSession } from "./session.ts";

/** Tries a connection: whether it signs in, in which company it works, which business objects its user may use. */
export function checkConnection(
  session: AccountViewSession,
  signal: AbortSignal,
): Promise<readonly CheckStage[]> {
  let companies: readonly JsonObject[] = [];
  let usable: readonly AccountViewResource[] = [];
  return checkInStages(new URL(session.root).host, [
    {
      stage: "signed-in",
      async look() {
        companies = await list(session, "companies", signal);
        return "Signed in.";
      },
    },
    { stage: "administrations", look: async () => chosenCompany(session, companies) },
    {
      stage: "permissions",
      async look() {
        const objects = await list(session, "accountviewsystembusinessobjects", signal);
        usable = usableResources(objects);
        return permissions(usable, objects);
      },
    },
    { stage: "sample", look: () => trySample(session, usable, signal) },
  ]);
}

async function list(
  session: AccountViewSession,
  path: string,
  signal: AbortSignal,
): Promise<readonly JsonObject[]> {
  try {
    const body = await fetchBody(session, `${session.root}${path}`, path, signal);
    return Array.isArray(body) ? (body as readonly Json[]).filter(isJsonObject) : [];
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== "rejected") throw error;
    throw new ConnectorError("broken", error.code, error.message);
  }
}

function chosenCompany(session: AccountViewSession, companies: readonly JsonObject[]): string {
  const wanted = session.settings.company.toLowerCase();
  const found = companies.find((company) => String(company.Id).toLowerCase() === wanted);
  if (found) return `Works in ${String(found.Description)}.`;
  const names = companies.map((company) => `${String(company.Description)} (${String(company.Id)})`);
  throw new ConnectorError(
    "broken",
    "no-company",
    `This user has no company ${session.settings.company}. Enter one of: ${names.slice(0, 10).join(", ") || "none found"}.`,
  );
}

function usableResources(objects: readonly JsonObject[]): readonly AccountViewResource[] {
  const codes = new Set(objects.map((object) => String(object.Code).toUpperCase()));
  return accountViewResources.filter(({ businessObject }) => codes.has(businessObject));
}

function permissions(usable: readonly AccountViewResource[], objects: readonly JsonObject[]): string {
  const lacking = accountViewResources.filter((resource) => !usable.includes(resource));
  if (usable.length === 0) {
    throw new ConnectorError(
      "broken",
      "no-rights",
      "This user may not use any business object. Give the rights in AccountView.",
    );
  }
  const known = new Set(accountViewResources.map(({ businessObject }) => businessObject));
  const others = objects.filter((object) => !known.has(String(object.Code).toUpperCase()));
  const named = others.slice(0, 20).map((object) => `${String(object.Description)} (${String(object.Code)})`);
  return [
    `May use ${titlesOf(usable)}.`,
    ...(lacking.length === 0
      ? []
      : [`It may not use ${titlesOf(lacking)}: give the rights in AccountView if you need them.`]),
    ...(named.length === 0 ? [] : [`Other business objects: ${named.join(", ")}.`]),
  ].join(" ");
}

function titlesOf(resources: readonly AccountViewResource[]): string {
  return resources.map((resource) => resource.title.toLowerCase()).join(", ");
}

async function trySample(
  session: AccountViewSession,
  usable: readonly AccountViewResource[],
  signal: AbortSignal,
): Promise<string> {
  const [first] = usable;
  if (!first) return "There is nothing to read.";
  const query = { resource: first, number: 1, size: 1, conditions: [] };
  const [record] = await fetchPage(session, query, signal);
  return record
    ? `Read one of the ${first.title.toLowerCase()}: ${String(record[first.key])}.`
    : `There are no ${first.title.toLowerCase()} yet.`;
}
