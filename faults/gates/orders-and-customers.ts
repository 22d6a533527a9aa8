import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { flowSchema } from "../../shared/contract/flow.ts";
import type { JsonObject } from "../../shared/json.ts";
import { activate, addConnection } from "../flows.ts";
import { exactly, type Gate, type Stage, sized, told } from "../gate.ts";
import { readClaims } from "../oracle.ts";
import type { Product } from "../product.ts";
import { readSums, untilSettled } from "../verdict.ts";
import { WorkerPool } from "../worker-pool.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const customers = 20;
const ordersOfEach = 10;

/** O1: two flows that make the same twenty new customers and a hundred orders each in a strict Exact Online, under kill -9. */
export const ordersAndCustomers: Gate = {
  id: "O1",
  fault: "200 orders of 20 new customers, 4 workers, two flows, random kill -9",
  async run(stage) {
    const kills = sized(stage, { test: 2, small: 8, large: 40 });
    const random = stage.random("kills");
    const product = await stage.product();
    const exact = await startExact(stage);
    await addConnection(product, "o1-exact", "exact-online", exact.settings, exact.secrets);
    const template = JSON.parse(
      await readFile(`${root}/nodes/connectors/exact-online/templates/web-orders.json`, "utf8"),
    ) as { readonly graph: JsonObject };
    const flows = [
      await makeOrderFlow(product, template.graph, "o1-a"),
      await makeOrderFlow(product, template.graph, "o1-b"),
    ];
    const pool = await WorkerPool.start(stage, product, 4);
    const pushing = flows.map(({ hookUrl }, index) => pushOrders(hookUrl, index));
    for (let kill = 0; kill < kills; kill++) {
      await sleep(600 + 900 * random());
      await pool.killOne(random);
    }
    await Promise.all(pushing);
    const each = (customers * ordersOfEach) / 2;
    let rejected = 0;
    let done = 0;
    for (const flow of flows) {
      await untilSettled(product, { ...flow, book: "" }, each);
      const claims = await readClaims(product, flow.id);
      const { rejections } = await readSums(product, flow.id);
      for (const text of rejections) stage.say(`rejected: ${text}`);
      rejected += claims.rejected;
      done += claims.done;
    }
    const made = await countMade(exact);
    return [
      told("kills", kills),
      exactly("customers made", made.customers, customers),
      exactly("customers with an e-mail of their own", made.emails, customers),
      exactly("orders made", made.orders, customers * ordersOfEach),
      exactly("orders with a number of their own", made.numbers, customers * ordersOfEach),
      exactly("done", done, customers * ordersOfEach),
      exactly("rejected", rejected, 0),
    ];
  },
};

interface Exact {
  readonly base: string;
  readonly settings: JsonObject;
  readonly secrets: Readonly<Record<string, string>>;
}

/** The strict stand-in of Exact Online, in a process of its own. */
async function startExact(stage: Stage): Promise<Exact> {
  const child = spawn(process.execPath, ["--import", "tsx", `${root}/faults/exact-system.ts`], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  stage.later(async () => {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  });
  const [line] = await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), "line");
  return JSON.parse(String(line)) as Exact;
}

/** The template's flow, with pushed orders in place of the file. */
async function makeOrderFlow(product: Product, graph: JsonObject, name: string) {
  const changed = JSON.parse(
    JSON.stringify(graph).replaceAll('"connection":"exact"', '"connection":"o1-exact"'),
  ) as {
    nodes: Record<string, { config: JsonObject }>;
    name: string;
  };
  await addConnection(product, `source-${name}`, "webhook", {}, {});
  const source = changed.nodes.orders;
  if (!source) throw new Error("The template has no source called orders.");
  source.config = { connection: `source-${name}`, resource: "records", key: "id" };
  changed.name = name;
  const file = { format: 1, graph: changed };
  const made = flowSchema.parse(await product.call("POST", "/api/flows", { file }));
  const active = await activate(product, made.id);
  return { id: active.id, hookUrl: active.hookUrl ?? "" };
}

/** Orders of all customers, the customers in another order for each flow, so that both want to make the same one at once. */
async function pushOrders(hookUrl: string, flow: number): Promise<void> {
  for (let round = 0; round < ordersOfEach / 2; round++) {
    const orders = Array.from({ length: customers }, (_, index) => {
      const customer = flow === 0 ? index : customers - 1 - index;
      return orderOf(customer, `W${flow}-${customer}-${round}`);
    });
    const body = orders.map((order) => JSON.stringify(order)).join("\n");
    const headers = { "content-type": "application/x-ndjson", "webhook-id": `${flow}-${round}` };
    while (!(await fetch(hookUrl, { method: "POST", headers, body }).catch(() => undefined))?.ok)
      await sleep(100);
    await sleep(300);
  }
}

function orderOf(customer: number, id: string): JsonObject {
  return {
    id,
    number: id,
    status: "paid",
    createdAt: "2026-11-20T10:00:00Z",
    paymentMethod: "ideal",
    note: "",
    customer: {
      email: `customer-${customer}@new.example`,
      firstName: "New",
      lastName: `Customer ${customer}`,
      phone: "",
    },
    billing: { street: "Main street 1", zip: "1011 AB", city: "Amsterdam", country: "Nederland" },
    lines: [{ sku: "ZAD-GEL-02", title: "Helmet", quantity: 1, price: 10 }],
  };
}

/** What the stand-in holds of ours. */
async function countMade({ base }: Exact) {
  const held = (await (await fetch(`${base}/held`)).json()) as Readonly<Record<string, readonly string[]>>;
  const emails = (held.emails ?? []).filter((text) => text.trim().startsWith("customer-"));
  const numbers = (held.references ?? []).filter((text) => /^W[01]-/.test(text.trim()));
  return {
    customers: emails.length,
    emails: new Set(emails).size,
    orders: numbers.length,
    numbers: new Set(numbers).size,
  };
}
