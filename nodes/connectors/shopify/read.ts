import type { ReadBatch, ReadRequest } from "@trasvase/shared/connector.ts";
import { isJsonObject, type JsonObject } from "@trasvase/shared/json.ts";
import { ChangeReading } from "../change-reading.ts";
import { parseOptions } from "../parse-options.ts";
import { resourceNamed } from "../record-values.ts";
import { shopifyResources } from "./definition.ts";
import type { ShopifyResource } from "./field.ts";
import { ask, type GraphAnswer, QueryTooDear } from "./graphql.ts";
import { ordersOptions } from "./options.ts";
import { nextOf, nodesIn, toRecord } from "./records.ts";
import type { ShopifySession } from "./session.ts";

/** Most that a query may cost, with something to spare: the vendor's own sums are not public. */
const dearestQuery = 900;
const firstGuess = 200;
const mostRecords = 100;
const linesAlong = 20;

/** The resource of that name. Throws ConnectorError *rejected*. */
export function resourceOf(name: string): ShopifyResource {
  return resourceNamed("Shopify", shopifyResources, name);
}

/** Reads records in the order of their changes, from the cursor on. Every change of an order counts, a refund as well. */
export async function* readRecords(session: ShopifySession, request: ReadRequest): AsyncGenerator<ReadBatch> {
  const resource = resourceOf(request.resource);
  const { search } = parseOptions(ordersOptions, resource.readOptions ? request.options : {});
  const reading = new ChangeReading({
    cursor: request.limit === undefined ? request.cursor : undefined,
    since: request.since,
    until: request.until,
    now: session.line.services.now(),
    clock: (moment) => new Date(moment).toISOString().slice(0, 19),
  });
  const terms = [
    ...(search === "" ? [] : [`(${search})`]),
    ...changedSince(reading.start),
    ...changedUntil(reading.end),
  ];
  let left = request.limit ?? Number.POSITIVE_INFINITY;
  const pages = new Pages(session, resource, {
    search: terms.join(" AND "),
    reverse: request.limit !== undefined,
  });
  for (let after: string | undefined = ""; after !== undefined && left > 0; ) {
    const page = await pages.fetch(after, Math.min(left, mostRecords), request.signal);
    const records: { readonly data: JsonObject }[] = [];
    for (const node of nodesIn(page).slice(0, left)) {
      if (typeof node.updatedAt === "string") reading.note(node.updatedAt.slice(0, 19));
      records.push({ data: await toRecord(session, resource, node, request.signal) });
    }
    left -= records.length;
    after = nextOf(page);
    const cursor = after === undefined ? reading.cursor() : reading.cursorSoFar();
    yield { records, cursor: request.limit === undefined ? cursor : undefined };
  }
}

// Without quotes only the day counts, and nobody says so.
function changedSince(start: ChangeReading["start"]): readonly string[] {
  return start ? [`updated_at:${start.after ? ">" : ">="}'${start.from}Z'`] : [];
}

function changedUntil(end: string | undefined): readonly string[] {
  return end === undefined ? [] : [`updated_at:<'${end}Z'`];
}

/** The pages of a resource, as large as a query may be dear. */
class Pages {
  readonly #session: ShopifySession;
  readonly #resource: ShopifyResource;
  readonly #options: { readonly search: string; readonly reverse: boolean };
  #size: number;
  #cost = firstGuess;

  constructor(
    session: ShopifySession,
    resource: ShopifyResource,
    options: { readonly search: string; readonly reverse: boolean },
  ) {
    this.#session = session;
    this.#resource = resource;
    this.#options = options;
    this.#size = resource.pageSize;
  }

  async fetch(after: string, most: number, signal: AbortSignal): Promise<JsonObject | undefined> {
    for (;;) {
      const first = Math.max(1, Math.min(this.#size, most));
      try {
        const answer = await this.#ask(first, after, signal);
        this.#fit(first, answer);
        const page = answer.data[this.#resource.root];
        return isJsonObject(page) ? page : undefined;
      } catch (error) {
        if (!(error instanceof QueryTooDear) || first === 1) throw error;
        this.#size = Math.floor(first / 2);
      }
    }
  }

  #ask(first: number, after: string, signal: AbortSignal): Promise<GraphAnswer> {
    const { lines, root, selection } = this.#resource;
    const query = `query Read($first: Int!, $after: String, $search: String, $reverse: Boolean${lines ? ", $lines: Int!" : ""}) {
      ${root}(first: $first, after: $after, query: $search, sortKey: UPDATED_AT, reverse: $reverse) {
        nodes { ${selection} }
        pageInfo { hasNextPage endCursor }
      }
    }`;
    const { reverse, search } = this.#options;
    const variables = {
      first,
      after: after === "" ? null : after,
      search: search === "" ? null : search,
      reverse,
      ...(lines ? { lines: linesAlong } : {}),
    };
    return ask(this.#session, { query, variables, cost: this.#cost }, signal);
  }

  /** Asks for as many at once as the cost of the last page allows. */
  #fit(first: number, { requestedCost }: GraphAnswer): void {
    if (requestedCost === undefined || requestedCost <= 0) return;
    const each = requestedCost / first;
    this.#size = Math.max(1, Math.min(mostRecords, Math.floor(dearestQuery / each)));
    this.#cost = Math.ceil(each * this.#size);
  }
}
