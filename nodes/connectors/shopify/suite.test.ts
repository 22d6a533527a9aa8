import type { OpenConnection, RawRecord } from "@trasvase/shared/connector.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { Secret } from "@trasvase/shared/secret.ts";
import { sandboxCredentials } from "../sandbox-tokens.ts";
import { describeConnector } from "../testing/connector-suite.ts";
import { oauthSecrets, openWorld, systemAddress } from "../testing/open-world.ts";
import { shopifyConnector } from "./client.ts";
import { createShopifySandbox, type ShopifySandbox } from "./sandbox.ts";

const { clientSecret } = oauthSecrets;
const app: OpenConnection = {
  name: "shop",
  connector: "shopify",
  settings: { baseUrl: systemAddress, signIn: "app", clientId: sandboxCredentials.clientId },
  secrets: { clientSecret },
};
const token: OpenConnection = {
  ...app,
  settings: { baseUrl: `${systemAddress}/`, signIn: "token" },
  secrets: { accessToken: new Secret(sandboxCredentials.accessToken) },
};

const idOf = (record: RawRecord) => String((record.data as Record<string, Json>).id);

async function openShop() {
  const made: { shop?: ShopifySandbox } = {};
  const { sandbox, world } = await openWorld((now) => {
    made.shop = createShopifySandbox({ now });
    return made.shop;
  });
  if (!made.shop) throw new Error("The shop was made.");
  return { sandbox, world, shop: made.shop };
}

describeConnector(
  "shopify: orders, as an app",
  ["read", "incremental", "change", "since", "find", "http", "tokens"],
  async () => {
    const { sandbox, shop, world } = await openShop();
    return {
      connector: shopifyConnector,
      connection: app,
      world,
      sandbox,
      read: {
        resource: "orders",
        options: {},
        count: 40,
        id: idOf,
        incremental: true,
        change: async () => {
          const placed = shop.place({
            number: 2001,
            at: "2026-03-02T09:00:00Z",
            customer: 7002,
            lines: [["BEL-CHR-01", "Fietsbel", 1, "12.10"]],
          });
          const refunded = shop.refund("#1001", "12.10");
          return [String(placed.id), String(refunded?.id)];
        },
      },
      find: {
        resource: "orders",
        options: {},
        field: "name",
        present: ["#1001", "#1008", "#1040", "#1020"],
        missing: "#9999",
      },
    };
  },
);

describeConnector("shopify: customers, with a token", ["read", "incremental", "find", "http"], async () => {
  const { sandbox, world } = await openShop();
  return {
    connector: shopifyConnector,
    connection: token,
    world,
    sandbox,
    read: { resource: "customers", options: {}, count: 5, id: idOf, incremental: true },
    find: {
      resource: "customers",
      options: {},
      field: "email",
      present: ["eva@smit.example", "zoe.obrien@mail.example"],
      missing: "nobody@x.example",
    },
  };
});
