import type { CheckStage } from "@trasvase/shared/connector.ts";
import { isJsonObject } from "@trasvase/shared/json.ts";
import { checkInStages } from "../staged-check.ts";
import { shopifyResources } from "./definition.ts";
import { ask } from "./graphql.ts";
import { nodesIn } from "./records.ts";
import type { ShopifySession } from "./session.ts";

/** Tries a connection: whether it signs in, to which shop, and what may be read there. */
export function checkConnection(
  session: ShopifySession,
  signal: AbortSignal,
): Promise<readonly CheckStage[]> {
  let shop = "the shop";
  let served: string | undefined;
  return checkInStages(new URL(session.url).host, [
    {
      stage: "signed-in",
      async look() {
        const query = "query Shop { shop { name currencyCode } }";
        const answer = await ask(session, { query, variables: {}, cost: 5 }, signal);
        if (isJsonObject(answer.data.shop)) shop = String(answer.data.shop.name);
        served = answer.version;
        return "Signed in.";
      },
    },
    { stage: "administrations", look: async () => `Works with ${shop}.${versionNote(session, served)}` },
    {
      stage: "permissions",
      async look() {
        for (const { root } of shopifyResources) {
          const query = `query Try { ${root}(first: 1) { nodes { id } } }`;
          await ask(session, { query, variables: {}, cost: 5 }, signal);
        }
        return "May read orders and customers. Orders older than 60 days need the scope read_all_orders.";
      },
    },
    { stage: "sample", look: () => trySample(session, signal) },
  ]);
}

function versionNote({ settings }: ShopifySession, served: string | undefined): string {
  if (served === undefined || served === settings.version) return "";
  return ` Shopify serves version ${served} instead of ${settings.version}: try your flows, then choose that version.`;
}

async function trySample(session: ShopifySession, signal: AbortSignal): Promise<string> {
  const query = "query Sample { orders(first: 1, sortKey: UPDATED_AT, reverse: true) { nodes { name } } }";
  const { data } = await ask(session, { query, variables: {}, cost: 5 }, signal);
  const [order] = nodesIn(data.orders);
  return order ? `Read an order: ${String(order.name)}.` : "There are no orders yet.";
}
