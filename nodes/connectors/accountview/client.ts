import { type CheckStage, type Connector, ConnectorError, type Reader } from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { asReadError } from "../answer.ts";
import { placeholdersOf } from "../placeholders.ts";
import { accountViewDefinition, accountViewResources } from "./definition.ts";
import { findRecords, readRecords, resourceOf } from "./read.ts";
import { type AccountViewSession, openSession } from "./session.ts";
import { describeWrite, openAccountViewWriter } from "./write.ts";

/** AccountView through AccountView.Net. */
export const accountViewConnector: Connector = {
  definition: accountViewDefinition,
  async openReader(connection, services) {
    return openReader(openSession(connection, services));
  },
  async openWriter(connection, services) {
    return openAccountViewWriter(openSession(connection, services));
  },
};

function openReader(session: AccountViewSession): Reader {
  return {
    check: (signal) => check(session, signal),
    read: (request) => readRecords(session, request),
    find: (request) => findRecords(session, request),
    describe: (intent) => describeWrite(session, intent),
    placeholders: (resource) => placeholdersOf(resourceOf(resource)),
    async close() {},
  };
}

async function check(session: AccountViewSession, signal: AbortSignal): Promise<readonly CheckStage[]> {
  const stages: CheckStage[] = [];
  let stage: CheckStage["stage"] = "signed-in";
  try {
    const companies = await list(session, "companies", signal);
    stages.push({ stage: "reachable", ok: true, message: `${new URL(session.root).host} answers.` });
    stages.push({ stage: "signed-in", ok: true, message: "Signed in." });
    stage = "administrations";
    stages.push(companyStage(session, companies));
    if (stages.some((one) => !one.ok)) return stages;
    stage = "permissions";
    stages.push(permissionStage(await list(session, "accountviewsystembusinessobjects", signal)));
  } catch (error) {
    const failure = asReadError(error);
    if (!(failure instanceof ConnectorError)) throw failure;
    const isUnreachable = stage === "signed-in" && failure.kind === "transient";
    stages.push({ stage: isUnreachable ? "reachable" : stage, ok: false, message: failure.message });
  }
  return stages;
}

async function list(
  session: AccountViewSession,
  path: string,
  signal: AbortSignal,
): Promise<readonly Json[]> {
  const answer = await session.send({ method: "GET", url: `${session.root}${path}` }, signal);
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

function companyStage(session: AccountViewSession, companies: readonly Json[]): CheckStage {
  const found = companies
    .filter(isJsonObject)
    .find((company) => String(company.Id).toLowerCase() === session.settings.company.toLowerCase());
  if (found) return { stage: "administrations", ok: true, message: `Works in ${String(found.Description)}.` };
  const names = companies
    .filter(isJsonObject)
    .map((company) => `${String(company.Description)} (${String(company.Id)})`);
  return {
    stage: "administrations",
    ok: false,
    message: `This user has no company ${session.settings.company}. Enter one of: ${names.slice(0, 10).join(", ") || "none found"}.`,
  };
}

function permissionStage(objects: readonly Json[]): CheckStage {
  const codes = new Set(objects.filter(isJsonObject).map((object) => object.Code));
  const missing = accountViewResources.filter((resource) => !codes.has(resource.businessObject));
  if (missing.length === 0)
    return { stage: "permissions", ok: true, message: "May use debtors, articles and sales orders." };
  return {
    stage: "permissions",
    ok: false,
    message: `This user may not use ${missing.map((resource) => resource.title.toLowerCase()).join(", ")}. Give the rights in AccountView.`,
  };
}
