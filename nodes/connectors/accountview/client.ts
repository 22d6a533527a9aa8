import type { Connector, Reader } from "@trasvase/shared/connector.ts";
import { placeholdersOf } from "../placeholders.ts";
import { describeWrite, openRecordWriter } from "../record-writer.ts";
import { checkConnection } from "./check.ts";
import { accountViewDefinition } from "./definition.ts";
import { findRecords } from "./find.ts";
import { readRecords } from "./read.ts";
import { openResource, resourceOf } from "./resource-of.ts";
import { type AccountViewSession, openSession } from "./session.ts";
import { accountViewSignIn } from "./sign-in.ts";
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
  signIn: accountViewSignIn,
};

function openReader(session: AccountViewSession): Reader {
  return {
    check: (signal) => checkConnection(session, signal),
    read: (request) => readRecords(session, request),
    find: (request) => findRecords(session, request),
    async discover({ options, resource, signal }) {
      const opened = await openResource(session, resource, options, signal);
      return (await session.dictionary.load(opened, signal)).fields;
    },
    describe: (intent) => describeWrite(accountViewWriting(session), intent),
    placeholders: (resource) => placeholdersOf(resourceOf(resource)),
    async close() {},
  };
}
