import { readFileSync } from "node:fs";
import { compile } from "@trasvase/shared/expression/compile.ts";
import { lint } from "@trasvase/shared/expression/lint.ts";
import { bindRecord } from "@trasvase/shared/expression/record-bindings.ts";
import { significantTokens } from "@trasvase/shared/expression/tokens.ts";
import { parseFlowFile } from "@trasvase/shared/flow-file.ts";
import type { NodeType } from "@trasvase/shared/node.ts";
import { describe, expect, it } from "vitest";
import { nodeCatalog } from "../catalog.ts";
import { debtors } from "./accountview/debtors.ts";
import { sandboxCompanies, seedStore } from "./accountview/sandbox/seed.ts";
import { AccountViewStore } from "./accountview/sandbox/store.ts";

/*
 * A field that the source renames must be noticed wherever it is read, and nowhere else. What an expression reads is found out by
 * watching it read: the sample records are wrapped, and every field that is asked for by a name in the text is noted.
 */

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const orders: readonly unknown[] = read("file/demo/webshop/orders.ndjson")
  .split("\n")
  .filter((line) => line !== "")
  .slice(0, 20)
  .map((line, index) => {
    const order = JSON.parse(line);
    // Some lack a field, so that the other side of a condition is read too.
    if (index % 4 === 0) delete order.customer.phone;
    return order;
  });
const store = new AccountViewStore(() => "2026-03-02T10:15:30");
seedStore(store, sandboxCompanies[0].Id);
const debtorRows: readonly unknown[] = store.table(debtors.table).slice(0, 20);

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Every path there is in some records; lists are gone through. */
function pathsIn(value: unknown, above: readonly string[] = [], found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) pathsIn(item, above, found);
  else if (isPlain(value)) {
    for (const [name, member] of Object.entries(value)) {
      found.add(JSON.stringify([...above, name]));
      pathsIn(member, [...above, name], found);
    }
  }
  return found;
}

/** The value with one field called otherwise wherever it is. */
function renamed(value: unknown, path: readonly string[], to: string): unknown {
  const [name, ...rest] = path;
  if (Array.isArray(value)) return value.map((item) => renamed(item, path, to));
  if (!isPlain(value) || name === undefined) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (key !== name) return [key, member];
      return rest.length === 0 ? [to, member] : [key, renamed(member, rest, to)];
    }),
  );
}

function watched(value: unknown, path: readonly string[], note: (path: readonly string[]) => void): unknown {
  if (typeof value !== "object" || value === null) return value;
  return new Proxy(value, {
    get: (target, key, receiver) => {
      const own: unknown = Reflect.get(target, key, receiver);
      if (typeof key === "symbol" || !Object.hasOwn(target, key)) return own;
      const isItem = Array.isArray(target);
      if (isItem && key === "length") return own;
      const inner = isItem ? path : [...path, key];
      if (!isItem) note(inner);
      return watched(own, inner, note);
    },
    getOwnPropertyDescriptor: (target, key) => {
      if (typeof key === "string" && !Array.isArray(target) && Object.hasOwn(target, key))
        note([...path, key]);
      return Reflect.getOwnPropertyDescriptor(target, key);
    },
  });
}

/** The fields that an expression reads of some records by a name that stands in its text. */
function fieldsRead(text: string, records: readonly unknown[]): Set<string> {
  const names = new Set(significantTokens(text).map((token) => token.text.replace(/^["'`]|["'`]$/g, "")));
  const found = new Set<string>();
  const note = (path: readonly string[]) => {
    if (names.has(path.at(-1) ?? "")) found.add(JSON.stringify(path));
  };
  const expression = compile(text, { backEnd: "closures" });
  for (const record of records) {
    const source = watched(record, [], note);
    const bindings = bindRecord(expression, {
      source,
      meta: { key: "1", id: "1", readAt: "", ordinal: 0, deleted: false },
      steps: { customer: { ID: "c" }, account: { ID: "a" }, items: [{ ID: "i" }, { ID: "j" }] },
      tables: new Proxy({}, { has: () => true, getOwnPropertyDescriptor: anyTable, get: () => table }),
      at: 0,
      recordId: "1",
    });
    expression.evaluate(source, bindings);
  }
  return found;
}

const table = { rows: [], default: "any" };
const anyTable = () => ({ configurable: true, enumerable: true, value: table });

interface Case {
  readonly text: string;
  readonly records: readonly unknown[];
}

/** The expressions of a flow file, its steps read by the catalogue. */
function expressionsOf(path: string): readonly string[] {
  const { file } = parseFlowFile(JSON.parse(read(path)));
  return Object.values(file?.graph.nodes ?? {}).flatMap(({ type, config }) => {
    const definition = nodeCatalog[type as NodeType];
    return definition.expressions(definition.config.parse(config)).map(({ text }) => text);
  });
}

const ofOrders = [
  ...expressionsOf("exact-online/templates/web-orders.json").filter((text) => text !== "sku"),
  "lines[quantity > 1].sku",
  "$sum(lines.(quantity * price))",
  "lines^(>price)[0].title",
  "lines{sku: $sum(quantity)}",
  "lines.{ 'order': %.number, 'sku': sku }",
  "$map(lines, function($line, $i) { $line.sku & '/' & $i })",
  "$filter(lines, function($line) { $line.price > 20 }).title",
  "$reduce(lines, function($sum, $line) { $sum + $line.quantity }, 0)",
  "lines ~> $map(λ($l) { $l.title }) ~> $join(', ')",
  "$sort(lines, function($a, $b) { $a.price > $b.price }).sku",
  "$lookup(customer, 'email')",
  "$merge([customer, billing]).city",
  "$each(customer, function($value, $name) { $name })",
  "(customer.phone ? customer : billing).phone",
  "($c := customer; $b := billing; $c.firstName & ' ' & $b.city)",
  "($name := function($who) { $who.firstName & $who.lastName }; $name(customer))",
  "lines@$l#$place.{ 'place': $place, 'sku': $l.sku, 'total': $$.total }",
  "$ ~> |lines|{ 'net': price * quantity }, 'title'|",
  "**.email",
  "*.zip",
  "[lines.sku, customer.email][0]",
  "{ 'a': customer }.a.email",
  "$exists(customer.phone) and status in ['paid', 'open']",
  "customer.phone ?? billing.country ?: 'none'",
  '$substringBefore(createdAt, "T") ~> $uppercase()',
  "$string(customer)",
  "$count($keys(billing))",
  "status & /* lines.price */ ' total'",
];

const cases: readonly Case[] = [
  ...ofOrders.map((text) => ({ text, records: orders })),
  ...expressionsOf("exact-online/templates/accountview-customers.json").map((text) => ({
    text,
    records: debtorRows,
  })),
];

describe("a field that is renamed in twenty records", () => {
  it("has twenty records to be renamed in", () => {
    expect([orders.length, debtorRows.length]).toEqual([20, 20]);
  });

  it.each(cases)("is flagged where it is read and nowhere else: $text", ({ text, records }) => {
    const truly = fieldsRead(text, records);
    const unknownNow = (changed: readonly unknown[]) =>
      lint(text, { samples: changed, sources: changed })
        .filter(({ code }) => code === "unknown-field")
        .map(({ start, end }) => text.slice(start, end).replace(/^["'`]|["'`]$/g, ""));
    const before = unknownNow(records);
    const flagged = [...pathsIn(records)].filter((key) => {
      const path: readonly string[] = JSON.parse(key);
      const now = unknownNow(records.map((record) => renamed(record, path, "renamed_by_the_source")));
      return (
        now.filter((name) => name === path.at(-1)).length >
        before.filter((name) => name === path.at(-1)).length
      );
    });
    expect(flagged.sort()).toEqual([...truly].sort());
  });
});
