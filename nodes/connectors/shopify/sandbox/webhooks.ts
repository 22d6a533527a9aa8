import { createHmac } from "node:crypto";
import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import type { Happening } from "./store.ts";

/** Sends a notice to a subscriber. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

interface Subscription {
  readonly id: string;
  readonly topic: string;
  readonly uri: string;
}

/** Subscriptions of the app, and the notices that go out to them: signed, sometimes twice, never in order. */
export class ShopWebhooks {
  readonly #options: {
    readonly secret: string;
    readonly send: Send;
    readonly shop: string;
    readonly version: string;
  };
  #subscriptions: Subscription[] = [];
  #count = 0;
  #deliveries = 0;

  constructor(options: {
    readonly secret: string;
    readonly send: Send;
    readonly shop: string;
    readonly version: string;
  }) {
    this.#options = options;
  }

  list(): readonly Subscription[] {
    return this.#subscriptions;
  }

  /** Answers the subscription, or why there is none. */
  subscribe(topic: string, uri: string): Subscription | string {
    if (!/^https:\/\//.test(uri) && !/^http:\/\/(127\.|localhost)/.test(uri))
      return "Address protocol http:// is not supported";
    if (this.#subscriptions.some((one) => one.topic === topic && one.uri === uri))
      return "Address for this topic has already been taken";
    const made = { id: `gid://shopify/WebhookSubscription/${++this.#count}`, topic, uri };
    this.#subscriptions.push(made);
    return made;
  }

  /** Whether there was such a subscription. */
  unsubscribe(id: string): boolean {
    const left = this.#subscriptions.filter((one) => one.id !== id);
    const found = left.length < this.#subscriptions.length;
    this.#subscriptions = left;
    return found;
  }

  /** Tells subscribers. Nobody waits for them. */
  notify({ record, topic }: Happening): void {
    const enumName = topic.toUpperCase().replace("/", "_");
    for (const { uri } of this.#subscriptions.filter((one) => one.topic === enumName)) {
      const body = JSON.stringify(restShape(record));
      const number = String(++this.#deliveries).padStart(12, "0");
      const hmac = createHmac("sha256", this.#options.secret).update(body).digest("base64");
      const headers = {
        "content-type": "application/json",
        "x-shopify-topic": topic,
        "x-shopify-hmac-sha256": hmac,
        "x-shopify-shop-domain": this.#options.shop,
        "x-shopify-api-version": this.#options.version,
        "x-shopify-webhook-id": `5f0b0d0e-0000-4000-8000-${number}`,
        "x-shopify-event-id": `98880550-0000-4000-8000-${number}`,
      };
      void this.#options
        .send(uri, { method: "POST", headers, body, redirect: "manual" })
        .catch(() => undefined);
    }
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

// Notices carry the older, REST-shaped record with numeric ids.
function restShape(record: JsonObject): JsonObject {
  return {
    id: Number(record.legacyResourceId),
    admin_graphql_api_id: record.id ?? null,
    name: record.name ?? null,
    financial_status: String(record.displayFinancialStatus ?? "").toLowerCase(),
    updated_at: record.updatedAt ?? null,
  };
}
