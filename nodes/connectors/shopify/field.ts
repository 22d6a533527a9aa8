import type { FieldType, ResourceDefinition, ResourceField } from "@trasvase/shared/connector.ts";

type Extra = Partial<Omit<ResourceField, "name" | "title" | "type">>;

const make =
  (type: FieldType) =>
  (name: string, title: string, extra: Extra = {}): ResourceField => ({
    name,
    title,
    type,
    writable: false,
    ...extra,
  });

export const text = make("text");
export const integer = make("integer");
export const boolean = make("boolean");
export const dateTime = make("dateTime");
export const object = (
  name: string,
  title: string,
  fields: readonly ResourceField[],
  extra: Extra = {},
): ResourceField => make("object")(name, title, { fields, ...extra });
export const list = (
  name: string,
  title: string,
  fields: readonly ResourceField[],
  extra: Extra = {},
): ResourceField => make("list")(name, title, { fields, ...extra });

/** An amount, in the currency of the shop. Amounts come as text, so that no cent is lost. */
export const money = (name: string, title: string): ResourceField =>
  object(name, title, [
    object("shopMoney", "In the shop's currency", [
      text("amount", "Amount", { example: "12.10" }),
      text("currencyCode", "Currency"),
    ]),
  ]);

const personal = { personal: true } as const;

export const address = (name: string, title: string): ResourceField =>
  object(
    name,
    title,
    [
      text("firstName", "First name", personal),
      text("lastName", "Last name", personal),
      text("company", "Company", personal),
      text("address1", "Address", { ...personal, help: "The house number is in here." }),
      text("address2", "Address, second line", personal),
      text("zip", "Post code", personal),
      text("city", "City", personal),
      text("provinceCode", "Province"),
      text("countryCodeV2", "Country", { example: "NL" }),
      text("phone", "Phone", personal),
    ],
    { help: "Missing where nothing is shipped." },
  );

export const taxLines = list("taxLines", "Taxes", [
  text("title", "Name"),
  { name: "rate", title: "Rate", type: "number", writable: false, help: "A fraction: 0.21 means 21 %." },
  money("priceSet", "Amount"),
]);

/** A resource with the GraphQL that reads it. */
export interface ShopifyResource extends ResourceDefinition {
  /** Name of the connection in the query, for example `orders`. */
  readonly root: string;
  /** What is asked for of each record. `$lines` is how many lines come along. */
  readonly selection: string;
  /** Which search filter finds by a field. `id` is asked for by id. */
  readonly searches: Readonly<Record<string, string>>;
  /** The list of lines that may go on, with what is asked for of each. */
  readonly lines?: { readonly name: string; readonly selection: string; readonly type: string };
  readonly key: string;
}
