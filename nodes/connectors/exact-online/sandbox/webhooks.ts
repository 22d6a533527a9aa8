import { createHmac } from "node:crypto";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { accounts } from "../accounts.ts";
import { contacts } from "../contacts.ts";
import { documents } from "../documents.ts";
import { items } from "../items.ts";
import { salesInvoices } from "../sales-invoices.ts";
import { salesOrders } from "../sales-orders.ts";
import { stockPositions } from "../stock.ts";
import { guidOf, StoreFault } from "./entity.ts";
import type { Happening } from "./store.ts";

/** Sends a notice to a subscriber. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

interface Subscription {
  readonly ID: string;
  readonly Topic: string;
  readonly CallbackURL: string;
  readonly division: number;
}

/** Which topic tells of a resource. */
const topics: Readonly<Record<string, string>> = {
  [accounts.path]: "Accounts",
  [contacts.path]: "Contacts",
  [items.path]: "Items",
  [salesOrders.path]: "SalesOrders",
  [salesInvoices.path]: "SalesInvoices",
  [documents.path]: "Documents",
  [stockPositions.path]: "StockPositions",
};

export interface ExactWebhooksOptions {
  readonly secret: string;
  readonly clientId: string;
  readonly send: Send;
  readonly now: () => number;
}

/** Subscriptions to changes, and the notices that go out to them. */
export class ExactWebhooks {
  readonly #options: ExactWebhooksOptions;
  #subscriptions: Subscription[] = [];
  #count = 0;

  constructor(options: ExactWebhooksOptions) {
    this.#options = options;
  }

  list(division: number): readonly Subscription[] {
    return this.#subscriptions.filter((one) => one.division === division);
  }

  /** Tries the address with an empty request and subscribes it. Throws {@link StoreFault}. */
  async subscribe(division: number, body: Json): Promise<Subscription> {
    const { CallbackURL, Topic } = isJsonObject(body) ? body : {};
    if (typeof CallbackURL !== "string" || typeof Topic !== "string")
      throw new StoreFault(500, "Mandatory: Callback URL, Topic");
    if (!Object.values(topics).includes(Topic)) throw new StoreFault(500, "Invalid: Topic");
    if (!CallbackURL.startsWith("https://") && !/^http:\/\/(127\.|localhost)/.test(CallbackURL))
      throw new StoreFault(500, "Invalid: Callback URL");
    if (this.list(division).some((one) => one.Topic === Topic))
      throw new StoreFault(500, "Data already exists.");
    const answer = await this.#post(CallbackURL, "");
    if (answer === undefined || answer < 200 || answer >= 300)
      throw new StoreFault(500, `Invalid: Post to callback URL endpoint returns ${answer ?? "no answer"}`);
    const made = { ID: guidOf(`subscription ${++this.#count}`), CallbackURL, Topic, division };
    this.#subscriptions.push(made);
    return made;
  }

  /** Ends a subscription. Throws {@link StoreFault}. */
  unsubscribe(id: string): void {
    const left = this.#subscriptions.filter((one) => one.ID !== id.toLowerCase());
    if (left.length === this.#subscriptions.length) throw new StoreFault(403, "Forbidden");
    this.#subscriptions = left;
  }

  /** Tells subscribers of a change. Nobody waits for them. */
  notify(division: number, root: string, { action, id, resource }: Happening): void {
    const topic = topics[resource.path];
    for (const { CallbackURL } of this.list(division).filter((one) => one.Topic === topic)) {
      const content = JSON.stringify({
        Topic: topic,
        ClientId: this.#options.clientId,
        Division: division,
        // A new record is told as a change of one.
        Action: action === "Delete" ? "Delete" : "Update",
        Key: id,
        ExactOnlineEndpoint: `${root}${resource.path}(guid'${id}')`,
        EventCreatedOn: new Date(this.#options.now()).toISOString().slice(0, 22),
      });
      const hash = createHmac("sha256", this.#options.secret).update(content).digest("hex").toUpperCase();
      void this.#post(CallbackURL, `{"Content":${content},"HashCode":"${hash}"}`);
    }
  }

  async #post(url: string, body: string): Promise<number | undefined> {
    const headers: Record<string, string> = body === "" ? {} : { "content-type": "application/json" };
    const init: RequestInit = { method: "POST", headers, body, redirect: "manual" };
    return await this.#options
      .send(url, init)
      .then(async (response) => {
        await response.body?.cancel();
        return response.status;
      })
      .catch(() => undefined);
  }

  snapshot(): Json {
    return { count: this.#count, subscriptions: this.#subscriptions.map((one) => ({ ...one })) };
  }

  restore(snapshot: Json | undefined): void {
    if (!isJsonObject(snapshot) || !Array.isArray(snapshot.subscriptions)) return;
    this.#count = Number(snapshot.count);
    // Written by snapshot() above.
    this.#subscriptions = [...(snapshot.subscriptions as unknown as readonly Subscription[])];
  }
}
