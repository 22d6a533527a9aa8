import { type Connector, ConnectorError, type Reader } from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { placeholdersOf } from "../placeholders.ts";
import { describeWrite, openRecordWriter } from "../record-writer.ts";
import { checkInStages } from "../staged-check.ts";
import { accountViewDefinition, accountViewResources } from "./definition.ts";
import { findRecords, readRecords, resourceOf } from "./read.ts";
import { type AccountViewSession, openSession } from "./session.ts";
import { accountViewWriting } from "./write.ts";

/** AccountView through AccountView.Net. */
export const accountViewConnector: Connector = {
  definition: accountViewDefinition,
  async openReader(connection, services) {
    return openReader(openSession(connection, services));
  },
  async openWriter(connection, services) {
    return openRecordWriter(accountViewWriting(openSession(connection, services)));
  },
};

function openReader(session: AccountViewSession): Reader {
  return {
    check: (signal) => check(session, signal),
    read: (request) => readRecords(session, request),
    find: (request) => findRecords(session, request),
    describe: (intent) => describeWrite(accountViewWriting(session), intent),
    placeholders: (resource) => placeholdersOf(resourceOf(resource)),
    async close() {},
  };
}

function check(session: AccountViewSession, signal: AbortSignal) {
  let companies: readonly Json[] = [];
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
      look: async () => permissions(await list(session, "accountviewsystembusinessobjects", signal)),
    },
  ]);
}

async function list(
  session: AccountViewSession,
  path: string,
  signal: AbortSignal,
): Promise<readonly Json[]> {
  const answer = await session.ask({ method: "GET", url: `${session.root}${path}` }, signal);
  if (answer.kind === "refused")
    throw new ConnectorError("broken", "refused", `AccountView refuses: ${answer.message}`);
  if (answer.kind === "down") {
    throw new ConnectorError(
      "transient",
      String(answer.status),
      `AccountView.Net cannot be used at the moment (${answer.status}).`,
    );
  }
  return Array.isArray(answer.body) ? (answer.body as readonly Json[]) : [];
}

function chosenCompany(session: AccountViewSession, companies: readonly Json[]): string {
  const all = companies.filter(isJsonObject);
  const wanted = session.settings.company.toLowerCase();
  const found = all.find((company) => String(company.Id).toLowerCase() === wanted);
  if (found) return `Works in ${String(found.Description)}.`;
  const names = all.map((company) => `${String(company.Description)} (${String(company.Id)})`);
  throw new ConnectorError(
    "broken",
    "no-company",
    `This user has no company ${session.settings.company}. Enter one of: ${names.slice(0, 10).join(", ") || "none found"}.`,
  );
}

function permissions(objects: readonly Json[]): string {
  const codes = new Set(objects.filter(isJsonObject).map((object) => object.Code));
  const missing = accountViewResources.filter((resource) => !codes.has(resource.businessObject));
  if (missing.length === 0) return "May use debtors, articles and sales orders.";
  throw new ConnectorError(
    "broken",
    "no-rights",
    `This user may not use ${missing.map((resource) => resource.title.toLowerCase()).join(", ")}. Give the rights in AccountView.`,
  );
}
