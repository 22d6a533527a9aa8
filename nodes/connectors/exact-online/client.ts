import { type Connector, ConnectorError, type Reader } from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import { parseAnswer } from "../answer.ts";
import { placeholdersOf } from "../placeholders.ts";
import { describeWrite, openRecordWriter } from "../record-writer.ts";
import { checkInStages } from "../staged-check.ts";
import { exactOnlineDefinition, exactOnlineResources } from "./definition.ts";
import type { ExactResource } from "./field.ts";
import { queryString } from "./odata.ts";
import { fetchPage } from "./pages.ts";
import { findRecords, readRecords, resourceOf } from "./read.ts";
import { readRefusal } from "./refusal.ts";
import { type ExactSession, openSession } from "./session.ts";
import { exactWriting } from "./write.ts";

/** Exact Online, the cloud product. */
export const exactOnlineConnector: Connector = {
  definition: exactOnlineDefinition,
  async openReader(connection, services) {
    const session = openSession(connection, services, "read");
    return openReader(session, openSession(connection, services, "look"));
  },
  async openWriter(connection, services) {
    return openRecordWriter(exactWriting(openSession(connection, services, "write")));
  },
};

function openReader(session: ExactSession, looking: ExactSession): Reader {
  return {
    check: (signal) => check(looking, signal),
    read: (request) => readRecords(request.gentle ? looking : session, request),
    find: (request) => findRecords(request.gentle ? looking : session, request),
    describe: (intent) => describeWrite(exactWriting(session), intent),
    placeholders: (resource) => placeholders(resourceOf(resource)),
    async close() {},
  };
}

function placeholders(resource: ExactResource): JsonObject {
  const guids = resource.fields.filter((field) => field.assigned === true && field.edm === "Guid");
  return {
    ...placeholdersOf(resource),
    ...Object.fromEntries(guids.map((field) => [field.name, emptyGuid])),
  };
}

const emptyGuid = "00000000-0000-0000-0000-000000000000";

function check(session: ExactSession, signal: AbortSignal) {
  return checkInStages(new URL(session.root).host, [
    { stage: "signed-in", look: async () => `Signed in as ${await whoAmI(session, signal)}.` },
    { stage: "administrations", look: async () => `Works in ${await divisionName(session, signal)}.` },
    { stage: "permissions", look: () => tryResources(session, signal) },
  ]);
}

async function tryResources(session: ExactSession, signal: AbortSignal): Promise<string> {
  for (const resource of exactOnlineResources) {
    const query = queryString({ $select: resource.id, $top: "1" });
    await fetchPage(session, resource, `${session.root}${resource.path}?${query}`, signal);
  }
  return "May read everything that flows can use.";
}

async function whoAmI(session: ExactSession, signal: AbortSignal): Promise<string> {
  const root = session.root.slice(0, -`${session.settings.division}/`.length);
  const me = await one(
    session,
    `${root}current/Me?$select=CurrentDivision,FullName`,
    "who is signed in",
    signal,
  );
  return typeof me?.FullName === "string" ? me.FullName : "an unnamed user";
}

async function divisionName(session: ExactSession, signal: AbortSignal): Promise<string> {
  const { division } = session.settings;
  const query = queryString({ $select: "Code,Description", $filter: `Code eq ${division}` });
  const found = await one(session, `${session.root}system/Divisions?${query}`, "the administrations", signal);
  if (!found) {
    throw new ConnectorError(
      "broken",
      "no-division",
      `This user cannot use the administration ${division}. Enter another number.`,
    );
  }
  return `${String(found.Description)} (${division})`;
}

async function one(
  session: ExactSession,
  url: string,
  what: string,
  signal: AbortSignal,
): Promise<JsonObject | undefined> {
  const answer = await session.send({ method: "GET", url }, signal);
  if (answer.status !== 200) throw readRefusal(session.line, answer, what);
  const body = parseAnswer(answer);
  const d = isJsonObject(body) ? body.d : undefined;
  const list: Json | undefined = isJsonObject(d) ? d.results : d;
  const first = Array.isArray(list) ? (list as readonly Json[])[0] : undefined;
  return isJsonObject(first) ? first : undefined;
}
