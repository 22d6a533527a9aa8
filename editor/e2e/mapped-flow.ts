import type { Page } from "@playwright/test";
import { expect } from "./journey.ts";

const salesOrders = {
  connection: "exact",
  resource: "salesOrders",
  match: "YourRef",
  onExisting: "update",
  onMissing: "create",
};

/** A flow from web orders to sales orders with a mapping in between, its page opened; answers its id. */
export async function makeMappedFlow(
  page: Page,
  name: string,
  expression: string,
  target: Readonly<Record<string, string>> = salesOrders,
): Promise<string> {
  const id = await storeMappedFlow(page, name, expression, target);
  await page.goto(`/flows/${id}`);
  await expect(page.getByText("Sample 1 of 12")).toBeVisible();
  return id;
}

/** As `makeMappedFlow`, without opening it. */
export async function storeMappedFlow(
  page: Page,
  name: string,
  expression: string,
  target: Readonly<Record<string, string>> = salesOrders,
): Promise<string> {
  const graph = {
    format: 1,
    name,
    nodes: {
      orders: {
        type: "source",
        config: { connection: "webshop", resource: "ndjson", key: "id", options: { path: "orders.ndjson" } },
      },
      map: { type: "mapping", title: "Order to sales order", config: { expression } },
      order: {
        type: "destination",
        config: target,
      },
    },
    edges: [
      { from: "orders", to: "map" },
      { from: "map", to: "order" },
    ],
    tables: {},
    layout: { orders: [0, 0], map: [336, 0], order: [672, 0] },
  };
  await page.goto("/");
  const answer = await page.request.post("/api/flows", {
    data: { name, file: { format: 1, graph, cases: [], needs: [], trigger: { kind: "manual" } } },
    headers: { origin: new URL(page.url()).origin },
  });
  expect(answer.ok()).toBe(true);
  const { id }: { id: string } = await answer.json();
  return id;
}
