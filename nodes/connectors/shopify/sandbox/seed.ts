import type { JsonObject } from "@trasvase/shared/json.ts";

/** What an order is made of; the rest follows from it. */
export interface SeedOrder {
  readonly number: number;
  readonly at: string;
  readonly customer?: number;
  readonly status?: string;
  readonly lines: readonly (readonly [
    sku: string,
    title: string,
    quantity: number,
    price: string,
    variant?: boolean,
  ])[];
  readonly shipping?: string;
  readonly refunded?: string;
  readonly note?: string;
  readonly test?: boolean;
  readonly cancelled?: boolean;
  readonly rate?: number;
}

const products: readonly (readonly [string, string, string])[] = [
  ["BEL-CHR-01", "Fietsbel chroom 60 mm", "11.53"],
  ["ZAD-GEL-02", "Gelzadel dames", "34.95"],
  ["SLOT-KET-90", "Kettingslot 90 cm", "29.95"],
  ["TAS-DUB-46", "Dubbele fietstas 46 liter", "54.90"],
];

/** People of the shop: id, first name, last name, company, e-mail, city, country. */
export const people: readonly (readonly [number, string, string, string | null, string, string, string])[] = [
  [7001, "Eva", "Smit", null, "eva@smit.example", "Utrecht", "NL"],
  [7002, "Íñigo", "Muñoz", null, "inigo.munoz@correo.example", "Bilbao", "ES"],
  [7003, "Noor", "Claes", "Fietscafé Het Wiel", "bestel@hetwiel.example", "Gent", "BE"],
  [7004, "Zoë", "O'Brien", null, "zoe.obrien@mail.example", "Dublin", "IE"],
  [7005, "晴子", "山田", null, "haruko@mail.example", "東京", "JP"],
];

const special: readonly SeedOrder[] = [
  {
    number: 1001,
    at: "2026-02-20T09:00:00Z",
    customer: 7001,
    lines: [["BEL-CHR-01", "Fietsbel chroom 60 mm", 2, "12.10"]],
    shipping: "5.95",
  },
  {
    number: 1002,
    at: "2026-02-20T10:00:00Z",
    customer: 7003,
    lines: [["TAS-DUB-46", "Dubbele fietstas", 1, "54.90"]],
    status: "PARTIALLY_REFUNDED",
    refunded: "10.00",
  },
  {
    number: 1003,
    at: "2026-02-20T11:00:00Z",
    lines: [["KADOBON", "Kadobon", 1, "25.00", false]],
    note: "Zonder klant",
  },
  {
    number: 1004,
    at: "2026-02-21T09:00:00Z",
    customer: 7002,
    lines: [["", "Maatwerk", 1, "99.00", false]],
    status: "PENDING",
  },
  {
    number: 1005,
    at: "2026-02-21T10:00:00Z",
    customer: 7005,
    lines: [["ZAD-GEL-02", "Gelzadel dames", 1, "34.95"]],
    rate: 0,
  },
  {
    number: 1006,
    at: "2026-02-21T11:00:00Z",
    customer: 7001,
    lines: [["BEL-CHR-01", "Fietsbel", 1, "12.10"]],
    test: true,
  },
  {
    number: 1007,
    at: "2026-02-21T12:00:00Z",
    customer: 7004,
    lines: [["SLOT-KET-90", "Kettingslot", 1, "29.95"]],
    status: "VOIDED",
    cancelled: true,
  },
  {
    number: 1008,
    at: "2026-02-22T09:00:00Z",
    customer: 7004,
    lines: Array.from(
      { length: 75 },
      (_, index) => [`GROOT-${index + 1}`, `Onderdeel ${index + 1}`, 1, "1.00"] as const,
    ),
  },
];

/** Every order of the beginning, always the same. */
export function seedOrders(): readonly SeedOrder[] {
  const usual = Array.from({ length: 32 }, (_, index): SeedOrder => {
    const product = products[index % products.length] ?? ["X", "X", "1.00"];
    const [sku, title, price] = product;
    const at = new Date(Date.UTC(2026, 1, 23, 8, 0, 0) + index * 3_600_000);
    return {
      number: 1009 + index,
      at: at.toISOString().slice(0, 19).concat("Z"),
      customer: 7001 + (index % 5),
      lines: [[sku, title, 1 + (index % 3), price]],
      shipping: "5.95",
    };
  });
  return [...special, ...usual];
}

/** A person as a customer. */
export function seedCustomer([
  id,
  firstName,
  lastName,
  company,
  email,
  city,
  country,
]: (typeof people)[number]): JsonObject {
  const place = {
    firstName,
    lastName,
    company,
    address1: "Lindelaan 8",
    address2: null,
    zip: "1234 AB",
    city,
  };
  return {
    id: `gid://shopify/Customer/${id}`,
    legacyResourceId: String(id),
    firstName,
    lastName,
    displayName: `${firstName} ${lastName}`,
    note: null,
    tags: [],
    locale: "nl-NL",
    taxExempt: false,
    state: "ENABLED",
    createdAt: "2026-01-05T08:00:00Z",
    updatedAt: "2026-02-19T08:00:00Z",
    defaultEmailAddress: { emailAddress: email },
    defaultPhoneNumber: null,
    defaultAddress: {
      ...place,
      id: `gid://shopify/MailingAddress/${id}`,
      provinceCode: null,
      countryCodeV2: country,
      phone: null,
    },
  };
}
