import { ConnectorError } from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import { asReadError, parseAnswer } from "../answer.ts";
import { linesIn } from "./convert.ts";
import type { ExactResource } from "./field.ts";
import { readRefusal } from "./refusal.ts";
import type { ExactSession } from "./session.ts";

/** One page of entities and the address of the next. */
export interface ExactPage {
  readonly entities: readonly JsonObject[];
  readonly next: string | undefined;
}

/** Reads a page, completing collections that were cut after 60 lines. Throws ConnectorError. */
export async function fetchPage(
  session: ExactSession,
  resource: Pick<ExactResource, "title" | "fields">,
  url: string,
  signal: AbortSignal,
): Promise<ExactPage> {
  const page = await fetchEntities(session, url, resource.title.toLowerCase(), signal);
  const collections = resource.fields.filter((field) => field.edm === "Lines").map((field) => field.name);
  if (collections.length === 0) return page;
  const entities: JsonObject[] = [];
  for (const entity of page.entities) entities.push(await complete(session, entity, collections, signal));
  return { entities, next: page.next };
}

async function complete(
  session: ExactSession,
  entity: JsonObject,
  collections: readonly string[],
  signal: AbortSignal,
): Promise<JsonObject> {
  const whole: Record<string, Json> = { ...entity };
  for (const name of collections) {
    const collection = entity[name];
    let next = isJsonObject(collection) ? nextOf(session, collection) : undefined;
    const lines = [...(collection === undefined ? [] : (linesIn(collection) ?? []))];
    while (next !== undefined) {
      const page = await fetchEntities(session, next, name, signal);
      lines.push(...page.entities);
      next = page.next;
    }
    if (lines.length > 0) whole[name] = lines;
  }
  return whole;
}

async function fetchEntities(
  session: ExactSession,
  url: string,
  what: string,
  signal: AbortSignal,
): Promise<ExactPage> {
  try {
    const answer = await session.send({ method: "GET", url }, signal);
    if (answer.status !== 200) throw readRefusal(session.line, answer, what);
    return normalize(session, parseAnswer(answer));
  } catch (error) {
    throw asReadError(error);
  }
}

// `d` is a bare list, an object with results, or one entity.
function normalize(session: ExactSession, body: Json | undefined): ExactPage {
  const d = isJsonObject(body) ? body.d : undefined;
  if (Array.isArray(d)) return { entities: (d as readonly Json[]).filter(isJsonObject), next: undefined };
  if (!isJsonObject(d))
    throw new ConnectorError("transient", "answer", "Exact Online's answer holds no data.");
  if (Array.isArray(d.results)) {
    return { entities: (d.results as readonly Json[]).filter(isJsonObject), next: nextOf(session, d) };
  }
  return { entities: [d], next: undefined };
}

// The link goes with the token, so it must stay where the connection leads.
function nextOf(session: ExactSession, collection: JsonObject): string | undefined {
  const next = collection.__next;
  if (typeof next !== "string" || next === "") return undefined;
  if (new URL(next).origin !== new URL(session.root).origin) {
    throw new ConnectorError(
      "rejected",
      "foreign-link",
      "Exact Online's link to the next page leads to another host. It is not followed.",
    );
  }
  return next;
}
