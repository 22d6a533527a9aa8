import { type CheckStage, ConnectorError } from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import { parseAnswer } from "../answer.ts";
import { checkInStages } from "../staged-check.ts";
import { exactOnlineResources } from "./definition.ts";
import type { ExactResource } from "./field.ts";
import { queryString } from "./odata.ts";
import { fetchPage } from "./pages.ts";
import { readRecords } from "./read.ts";
import { readRefusal } from "./refusal.ts";
import type { ExactSession } from "./session.ts";

/** Tries a connection: who is signed in, in which administration, what may be read there. */
export function checkConnection(session: ExactSession, signal: AbortSignal): Promise<readonly CheckStage[]> {
  let readable: readonly ExactResource[] = [];
  return checkInStages(new URL(session.root).host, [
    { stage: "signed-in", look: async () => `Signed in as ${await whoAmI(session, signal)}.` },
    { stage: "administrations", look: async () => `Works in ${await divisionName(session, signal)}.` },
    {
      stage: "permissions",
      async look() {
        const tries = await tryResources(session, signal);
        readable = tries.readable;
        return tries.message;
      },
    },
    { stage: "sample", look: () => trySample(session, readable, signal) },
  ]);
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

/** What flows need most. A licence may lack one of them; only when nothing may be read is the connection of no use. */
const tried = ["accounts", "items", "salesOrders", "salesInvoices"];

async function tryResources(
  session: ExactSession,
  signal: AbortSignal,
): Promise<{ readonly readable: readonly ExactResource[]; readonly message: string }> {
  const readable: ExactResource[] = [];
  const lacking: ExactResource[] = [];
  let refusal: ConnectorError | undefined;
  for (const resource of exactOnlineResources.filter(({ name }) => tried.includes(name))) {
    const query = queryString({ $select: resource.id, $top: "1" });
    const url = `${session.root}${resource.path}?${query}`;
    try {
      await fetchPage(session, { title: resource.title, fields: [] }, url, signal);
      readable.push(resource);
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.code !== "forbidden") throw error;
      refusal = error;
      lacking.push(resource);
    }
  }
  if (readable.length === 0 && refusal) throw refusal;
  const why = `It may not read ${titlesOf(lacking)}: the licence, the user's rights or the app's scopes lack them.`;
  return { readable, message: `May read ${titlesOf(readable)}.${lacking.length === 0 ? "" : ` ${why}`}` };
}

function titlesOf(resources: readonly ExactResource[]): string {
  return resources.map(({ title }) => title.toLowerCase()).join(", ");
}

async function trySample(
  session: ExactSession,
  readable: readonly ExactResource[],
  signal: AbortSignal,
): Promise<string> {
  for (const resource of readable) {
    const request = { resource: resource.name, options: {}, cursor: undefined, limit: 1, signal };
    for await (const batch of readRecords(session, request)) {
      const data = batch.records[0]?.data;
      if (isJsonObject(data))
        return `Read one of the ${resource.title.toLowerCase()}: ${String(data[resource.key])}.`;
    }
  }
  return "There is nothing to read yet.";
}
