import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import { people, type SeedOrder, seedCustomer, seedOrders } from "./seed.ts";

/** What happened, for those who subscribed to it. */
export interface Happening {
  readonly topic: string;
  readonly record: JsonObject;
}

/** The orders and customers of one shop. */
export class ShopStore {
  readonly #now: () => number;
  readonly #onChange: (happening: Happening) => void;
  #orders = new Map<string, JsonObject>();
  #customers = new Map<string, JsonObject>();

  constructor(now: () => number, onChange: (happening: Happening) => void) {
    this.#now = now;
    this.#onChange = onChange;
    for (const person of people) {
      const customer = seedCustomer(person);
      this.#customers.set(String(customer.id), customer);
    }
    for (const order of seedOrders()) this.#put(orderOf(order, this.#customers));
  }

  orders(): readonly JsonObject[] {
    return [...this.#orders.values()];
  }

  customers(): readonly JsonObject[] {
    return [...this.#customers.values()];
  }

  node(id: string): JsonObject | undefined {
    return this.#orders.get(id) ?? this.#customers.get(id);
  }

  /** Places an order, as a person in the shop does. */
  place(order: SeedOrder): JsonObject {
    const made = { ...orderOf(order, this.#customers), updatedAt: this.#stamp(), createdAt: this.#stamp() };
    this.#put(made);
    this.#onChange({ topic: "orders/create", record: made });
    return made;
  }

  /** Pays an order back, which changes it. */
  refund(name: string, amount: string): JsonObject | undefined {
    const order = this.orders().find((one) => one.name === name);
    if (!order) return undefined;
    const money = bag(amount);
    const refund = {
      id: `gid://shopify/Refund/${String(order.legacyResourceId)}`,
      createdAt: this.#stamp(),
      note: null,
      totalRefundedSet: money,
    };
    const changed: JsonObject = {
      ...order,
      displayFinancialStatus: "PARTIALLY_REFUNDED",
      totalRefundedSet: money,
      refunds: [refund],
      updatedAt: this.#stamp(),
    };
    this.#put(changed);
    this.#onChange({ topic: "refunds/create", record: changed });
    this.#onChange({ topic: "orders/updated", record: changed });
    return changed;
  }

  #put(order: JsonObject): void {
    this.#orders.set(String(order.id), order);
  }

  #stamp(): string {
    return `${new Date(this.#now()).toISOString().slice(0, 19)}Z`;
  }

  snapshot(): Json {
    return { orders: this.orders(), customers: this.customers() };
  }

  restore(snapshot: Json): void {
    if (!isJsonObject(snapshot)) return;
    const byId = (rows: Json | undefined) =>
      new Map(
        (Array.isArray(rows) ? (rows as readonly Json[]).filter(isJsonObject) : []).map((row) => [
          String(row.id),
          row,
        ]),
      );
    this.#orders = byId(snapshot.orders);
    this.#customers = byId(snapshot.customers);
  }
}

function bag(amount: string): JsonObject {
  const money = { amount, currencyCode: "EUR" };
  return { shopMoney: money, presentmentMoney: money };
}

function orderOf(seed: SeedOrder, customers: ReadonlyMap<string, JsonObject>): JsonObject {
  const id = String(4000 + seed.number);
  const rate = seed.rate ?? 0.21;
  const customer = customers.get(`gid://shopify/Customer/${seed.customer ?? 0}`) ?? null;
  const address = customer?.defaultAddress ?? null;
  const lines = seed.lines.map((line, index) => lineOf(id, line, index, rate));
  const goods = seed.lines.reduce((sum, [, , quantity, price]) => sum + quantity * Number(price), 0);
  const shipping = Number(seed.shipping ?? "0");
  const total = bag((goods + shipping).toFixed(2));
  const tax = bag((((goods + shipping) * rate) / (1 + rate)).toFixed(2));
  return {
    id: `gid://shopify/Order/${id}`,
    legacyResourceId: id,
    name: `#${seed.number}`,
    email: emailOf(customer),
    phone: null,
    createdAt: seed.at,
    processedAt: seed.at,
    updatedAt: seed.at,
    cancelledAt: seed.cancelled ? seed.at : null,
    closed: false,
    test: seed.test ?? false,
    displayFinancialStatus: seed.status ?? "PAID",
    displayFulfillmentStatus: "UNFULFILLED",
    currencyCode: "EUR",
    presentmentCurrencyCode: "EUR",
    taxesIncluded: true,
    taxExempt: false,
    note: seed.note ?? null,
    tags: [],
    poNumber: null,
    paymentGatewayNames: ["ideal"],
    sourceName: "web",
    discountCodes: [],
    customAttributes: [],
    totalPriceSet: total,
    currentTotalPriceSet: total,
    subtotalPriceSet: bag(goods.toFixed(2)),
    totalTaxSet: tax,
    totalShippingPriceSet: bag(shipping.toFixed(2)),
    totalDiscountsSet: bag("0.00"),
    totalRefundedSet: bag(seed.refunded ?? "0.00"),
    customer,
    billingAddress: address,
    shippingAddress: address,
    shippingLines: seed.shipping === undefined ? [] : [shippingOf(seed.shipping, rate)],
    transactions: [
      {
        id: `gid://shopify/OrderTransaction/${id}`,
        kind: "SALE",
        status: "SUCCESS",
        gateway: "ideal",
        processedAt: seed.at,
        amountSet: total,
      },
    ],
    refunds:
      seed.refunded === undefined
        ? []
        : [
            {
              id: `gid://shopify/Refund/${id}`,
              createdAt: seed.at,
              note: null,
              totalRefundedSet: bag(seed.refunded),
            },
          ],
    lineItems: lines,
  };
}

function emailOf(customer: JsonObject | null): Json {
  const address = customer?.defaultEmailAddress;
  return isJsonObject(address) ? (address.emailAddress ?? null) : null;
}

function taxOf(amount: number, rate: number): readonly JsonObject[] {
  if (rate === 0) return [];
  return [
    {
      title: "BTW",
      rate,
      ratePercentage: rate * 100,
      priceSet: bag(((amount * rate) / (1 + rate)).toFixed(2)),
    },
  ];
}

function shippingOf(price: string, rate: number): JsonObject {
  const money = bag(price);
  return {
    id: null,
    title: "PostNL",
    code: "postnl-std",
    originalPriceSet: money,
    discountedPriceSet: money,
    taxLines: taxOf(Number(price), rate),
  };
}

function lineOf(
  order: string,
  [sku, title, quantity, price, hasVariant = true]: SeedOrder["lines"][number],
  index: number,
  rate: number,
): JsonObject {
  const id = `${order}${String(index + 1).padStart(3, "0")}`;
  const variant = {
    id: `gid://shopify/ProductVariant/8${index + 1}`,
    sku,
    barcode: "8710000000017",
    title: "Default",
  };
  return {
    id: `gid://shopify/LineItem/${id}`,
    sku: sku === "" ? null : sku,
    title,
    variantTitle: null,
    name: title,
    quantity,
    currentQuantity: quantity,
    taxable: rate > 0,
    isGiftCard: sku === "KADOBON",
    originalUnitPriceSet: bag(price),
    discountedUnitPriceAfterAllDiscountsSet: bag(price),
    taxLines: taxOf(quantity * Number(price), rate),
    variant: hasVariant ? variant : null,
  };
}
