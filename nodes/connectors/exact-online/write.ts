import { ConnectorError, type WriteIntent, type WriteResult } from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import { parseAnswer } from "../answer.ts";
import type { Answer } from "../call.ts";
import { isSameValue } from "../record-values.ts";
import type { RecordWriting } from "../record-writer.ts";
import type { SignedRequest } from "../signed-line.ts";
import { fromExact, toExact } from "./convert.ts";
import type { ExactResource } from "./field.ts";
import { isGuid } from "./odata.ts";
import { writeRefusal } from "./refusal.ts";
import { resourceOf } from "./resource-of.ts";
import type { ExactSession } from "./session.ts";

/** How records of an administration are written: one POST or PUT each. */
export function exactWriting(session: ExactSession): RecordWriting<SignedRequest> {
  return {
    prepare: (intent) => prepare(session, intent),
    outgoing: session.outgoing,
    async carryOut(intent, request, signal) {
      const answer = await session.send(request, signal);
      return answer.status < 300
        ? written(intent, request, answer)
        : writeRefusal(session.line, answer, intent.action);
    },
  };
}

function prepare(session: ExactSession, intent: WriteIntent): SignedRequest | undefined {
  const resource = resourceOf(intent.resource);
  if (!resource.writable) {
    throw new ConnectorError(
      "rejected",
      "not-writable",
      `${resource.title} of Exact Online cannot be written.`,
    );
  }
  if (resource.noCreate && intent.action === "create") {
    throw new ConnectorError(
      "rejected",
      "not-there",
      `${resource.title} of Exact Online can only be given to a record that is there. Create that first.`,
    );
  }
  const body = toExact(resource, intent.data);
  const url = `${session.root}${resource.path}`;
  if (intent.action === "create") return { method: "POST", url, body: withoutNulls(body) };
  if (!intent.target || !isGuid(intent.target.id)) {
    throw new ConnectorError("rejected", "no-target", "There is no record to update.");
  }
  const changes = changesOf(resource, body, intent.target.data);
  return Object.keys(changes).length === 0
    ? undefined
    : { method: "PUT", url: `${url}(guid'${intent.target.id}')`, body: changes };
}

function withoutNulls(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

// Sending the same code again counts as a duplicate, nested lines are refused, and some fields are fixed for ever.
function changesOf(resource: ExactResource, body: JsonObject, present: JsonObject): JsonObject {
  const changes: Record<string, Json> = {};
  for (const [name, value] of Object.entries(body)) {
    const field = resource.fields.find((one) => one.name === name);
    if (!field || field.edm === "Lines" || isSameValue(value, present[name])) continue;
    if (field.fixed) {
      if (present[name] === undefined) continue;
      throw new ConnectorError(
        "rejected",
        "fixed-field",
        `"${name}" of ${resource.title.toLowerCase()} cannot be changed once the record exists. List it under "Send on create only".`,
      );
    }
    if (name === "Code" && present[name] === undefined) continue;
    changes[name] = value;
  }
  return changes;
}

function written(intent: WriteIntent, request: SignedRequest, answer: Answer): WriteResult {
  const resource = resourceOf(intent.resource);
  const sent = isJsonObject(request.body) ? request.body : {};
  if (intent.action === "update") {
    return { kind: "written", id: intent.target?.id ?? "", data: { ...intent.target?.data, ...sent } };
  }
  const body = parseAnswer(answer);
  const entity = isJsonObject(body) && isJsonObject(body.d) ? body.d : {};
  const echo = withoutNulls(fromExact(resource, entity));
  const id = isGuid(echo[resource.id]) ? String(echo[resource.id]) : idInAddress(entity, answer);
  if (id === undefined) {
    return {
      kind: "unknown",
      code: "no-id",
      message: "Exact Online accepted the record but did not say under which id; it is looked up.",
    };
  }
  return { kind: "written", id, data: { ...sent, ...echo, [resource.id]: id } };
}

function idInAddress(entity: JsonObject, answer: Answer): string | undefined {
  const metadata = isJsonObject(entity.__metadata) ? entity.__metadata.uri : undefined;
  const address = typeof metadata === "string" ? metadata : (answer.headers.get("location") ?? "");
  return /guid'([0-9a-f-]{36})'/i.exec(address)?.[1];
}
