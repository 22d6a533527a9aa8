import type { Connector, Reader } from "@trasvase/shared/connector.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import { placeholdersOf } from "../placeholders.ts";
import { describeWrite, openRecordWriter } from "../record-writer.ts";
import { checkConnection } from "./check.ts";
import { exactOnlineDefinition } from "./definition.ts";
import type { ExactResource } from "./field.ts";
import { CodeLists, findRecords } from "./find.ts";
import { readRecords } from "./read.ts";
import { resourceOf } from "./resource-of.ts";
import { type ExactSession, openSession } from "./session.ts";
import { exactSignIn } from "./sign-in.ts";
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
  signIn: exactSignIn,
};

function openReader(session: ExactSession, looking: ExactSession): Reader {
  const lists = new CodeLists();
  return {
    check: (signal) => checkConnection(session, signal),
    read: (request) => readRecords(request.gentle ? looking : session, request),
    find: (request) => findRecords(request.gentle ? looking : session, lists, request),
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
