import { seededRandom } from "../../shared/expression/random.ts";

/** One expression, the records it runs over, the same by hand, and what is promised of it. */
export interface Subject {
  readonly name: string;
  readonly text: string;
  readonly records: readonly unknown[];
  /** What a programmer would write who knows what the records look like. */
  readonly hand: (record: unknown) => unknown;
  /** Times the reference's speed. */
  readonly atLeast: number;
  /** Times the hand-written code's time. */
  readonly atMost: number;
}

interface Line {
  readonly sku: string;
  readonly qty: number;
  readonly price: number;
}

interface Order {
  readonly number: string;
  readonly createdAt: string;
  readonly note: string;
  readonly currency: string;
  readonly status: string;
  readonly total: number;
  readonly customer: {
    readonly type: string;
    readonly code: string;
    readonly company: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly email?: string;
    readonly address: {
      readonly street: string;
      readonly zip: string;
      readonly city: string;
      readonly country: string;
    };
  };
  readonly lines: readonly Line[];
}

interface FlatOrder {
  readonly OrderID: number;
  readonly OrderNumber: string;
  readonly OrderDate: string;
  readonly Status: string;
  readonly CustomerCode: string;
  readonly Currency: string;
  readonly Total: number;
  readonly VatAmount: number;
  readonly YourRef: string;
  readonly Remarks: string;
}

const count = 1_000;

/** Records as a reader gives them: parsed from JSON. */
function parsed<Item>(make: (index: number, random: () => number) => Item): Item[] {
  const random = seededRandom("bench");
  return JSON.parse(
    JSON.stringify(Array.from({ length: count }, (_, index) => make(index, random))),
  ) as Item[];
}

const cents = (random: () => number, most: number): number => Math.round(random() * most * 100) / 100;

const flatOrders = parsed<FlatOrder>((index, random) => ({
  OrderID: index,
  OrderNumber: `SO${index}`,
  OrderDate: "2026-01-02",
  Status: random() > 0.5 ? "open" : "paid",
  CustomerCode: `C${index % 97}`,
  Currency: "EUR",
  Total: cents(random, 1000),
  VatAmount: cents(random, 100),
  YourRef: `ref ${index}`,
  Remarks: `none ${index}`,
}));

const orders = parsed<Order>((index, random) => ({
  number: `so-${index}`,
  createdAt: new Date(1.7e12 + index * 1e7).toISOString(),
  note: `A note that is longer than thirty characters ${index}`,
  currency: "EUR",
  status: random() > 0.5 ? "open" : "paid",
  total: random() * 100 - 5,
  customer: {
    type: index % 3 === 0 ? "company" : "person",
    code: `C${index}`,
    company: `Firm ${index}`,
    firstName: `Ann${index}`,
    lastName: `Lee${index}`,
    ...(index % 5 === 0 ? {} : { email: `a${index}@example.com` }),
    address: { street: `Road ${index}`, zip: "1234 AB", city: "Town", country: "nl" },
  },
  lines: Array.from({ length: 1 + (index % 7) }, (_, line) => ({
    sku: `A-${line}`,
    qty: 1 + line,
    price: cents(random, 100),
  })),
}));

/** The records of a subject are of the type its code is written for. */
function byHand<Item>(map: (record: Item) => unknown): (record: unknown) => unknown {
  return map as (record: unknown) => unknown;
}

export const flat: Subject = {
  name: "flat mapping",
  text: `{
    "id": OrderID, "number": OrderNumber, "date": OrderDate, "status": Status, "customer": CustomerCode,
    "currency": Currency, "total": Total, "vat": VatAmount, "reference": YourRef, "note": Remarks
  }`,
  records: flatOrders,
  hand: byHand((record: FlatOrder) => ({
    id: record.OrderID,
    number: record.OrderNumber,
    date: record.OrderDate,
    status: record.Status,
    customer: record.CustomerCode,
    currency: record.Currency,
    total: record.Total,
    vat: record.VatAmount,
    reference: record.YourRef,
    note: record.Remarks,
  })),
  atLeast: 100,
  atMost: 1.6,
};

export const order: Subject = {
  name: "order mapping",
  text: `(
    $company := customer.type = "company";
    {
      "OrderNumber": $uppercase(number),
      "OrderDate": $fromMillis($toMillis(createdAt), "[Y0001]-[M01]-[D01]"),
      "Description": $substring(note, 0, 30),
      "Currency": currency,
      "Customer": {
        "Code": customer.code,
        "Name": $company ? customer.company : customer.firstName & " " & customer.lastName,
        "Email": customer.email,
        "Address": {
          "Street": customer.address.street,
          "Postcode": customer.address.zip,
          "City": customer.address.city,
          "Country": $uppercase(customer.address.country)
        }
      },
      "Lines": lines.{ "Item": sku, "Quantity": qty, "Price": price, "Amount": qty * price },
      "LineCount": $count(lines),
      "Total": $sum(lines.(qty * price))
    }
  )`,
  records: orders,
  hand: byHand(mapOrder),
  atLeast: 60,
  atMost: 2,
};

function mapOrder(record: Order): unknown {
  const { customer } = record;
  const { address } = customer;
  const mapped: Record<string, unknown> = {
    Code: customer.code,
    Name: customer.type === "company" ? customer.company : `${customer.firstName} ${customer.lastName}`,
  };
  if (customer.email !== undefined) mapped.Email = customer.email;
  mapped.Address = {
    Street: address.street,
    Postcode: address.zip,
    City: address.city,
    Country: address.country.toUpperCase(),
  };
  let total = 0;
  const lines = [];
  for (const line of record.lines) {
    const amount = line.qty * line.price;
    total += amount;
    lines.push({ Item: line.sku, Quantity: line.qty, Price: line.price, Amount: amount });
  }
  return {
    OrderNumber: record.number.toUpperCase(),
    OrderDate: new Date(record.createdAt).toISOString().slice(0, 10),
    Description: record.note.slice(0, 30),
    Currency: record.currency,
    Customer: mapped,
    Lines: lines.length === 1 ? lines[0] : lines,
    LineCount: lines.length,
    Total: total,
  };
}

export const predicate: Subject = {
  name: "predicate",
  text: 'status = "paid" and total > 0 and $exists(customer.email)',
  records: orders,
  hand: byHand(
    (record: Order) => record.status === "paid" && record.total > 0 && record.customer.email !== undefined,
  ),
  atLeast: 100,
  atMost: 2,
};
