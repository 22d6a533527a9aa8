import type { ValueTable } from "../record.ts";
import { writtenName } from "./lint/fields.ts";
import { isObject } from "./values.ts";

/**
 * An example call of every function. `{text}` and the like are replaced by a field of the record at hand that fits, or by a literal
 * when it has none. `{list}` is a list of objects, `{item…}` a field of its items.
 */
const examples: Readonly<Record<string, string>> = {
  table: "$table({table}, {from})",
  decimalSum: "$decimalSum({numbers})",
  decimalMultiply: "$decimalMultiply({number}, 1.21)",
  decimalDivide: "$decimalDivide({number}, 3, 2)",
  roundHalfUp: "$roundHalfUp({number} / 3, 2)",
  roundHalfEven: "$roundHalfEven({number} / 3, 2)",
  string: "$string({number})",
  substring: "$substring({text}, 0, 3)",
  substringBefore: '$substringBefore({date}, "T")',
  substringAfter: '$substringAfter({date}, "T")',
  lowercase: "$lowercase({text})",
  uppercase: "$uppercase({text})",
  length: "$length({text})",
  trim: '$trim("  " & {text} & " ")',
  pad: '$pad($string({number}), -8, "0")',
  contains: '$contains({text}, "a")',
  split: '$split({text}, " ")',
  join: '$join({texts}, ", ")',
  match: "$match({text}, /[a-z]+/i)",
  replace: '$replace({text}, "a", "A")',
  eval: '$eval("1 + 2")',
  base64encode: "$base64encode({text})",
  base64decode: "$base64decode($base64encode({text}))",
  encodeUrlComponent: "$encodeUrlComponent({text})",
  encodeUrl: '$encodeUrl("https://example.com/?q=" & {text})',
  decodeUrlComponent: '$decodeUrlComponent("a%20b")',
  decodeUrl: '$decodeUrl("https://example.com/?q=a%20b")',
  number: "$number($string({number}))",
  abs: "$abs(-{number})",
  floor: "$floor({number})",
  ceil: "$ceil({number})",
  round: "$round({number} / 3, 2)",
  power: "$power({number}, 2)",
  sqrt: "$sqrt({number})",
  sum: "$sum({numbers})",
  max: "$max({numbers})",
  min: "$min({numbers})",
  average: "$average({numbers})",
  random: "$random()",
  formatNumber: '$formatNumber({number}, "#,##0.00")',
  formatBase: "$formatBase(255, 16)",
  formatInteger: '$formatInteger(7, "0001")',
  parseInteger: '$parseInteger("0007", "0001")',
  boolean: "$boolean({text})",
  not: "$not({number} > 0)",
  exists: "$exists({text})",
  type: "$type({number})",
  assert: '$assert({number} >= 0, "must not be negative")',
  error: '$error("this order is not for us")',
  count: "$count({list})",
  append: "$append({texts}, {text})",
  sort: "$sort({list}, function($a, $b) { $a.{itemNumber} > $b.{itemNumber} }).{itemNumber}",
  reverse: "$reverse({texts})",
  shuffle: "$shuffle({texts})",
  distinct: "$distinct({texts})",
  zip: "$zip({texts}, {numbers})",
  map: "$map({list}, function($item) { $item.{itemNumber} * 2 })",
  filter: "$filter({list}, function($item) { $item.{itemNumber} > 1 }).{itemText}",
  single: "$single({list}, function($item, $i) { $i = 0 }).{itemText}",
  reduce: "$reduce({numbers}, function($sum, $n) { $sum + $n }, 0)",
  keys: "$keys({object})",
  lookup: '$lookup({object}, "{member}")',
  spread: "$spread({object})",
  merge: '$merge([{object}, { "new": 1 }])',
  sift: "$sift({object}, function($value, $name) { $length($name) < 6 })",
  each: "$each({object}, function($value, $name) { $name })",
  now: "$now()",
  millis: "$millis()",
  fromMillis: '$fromMillis($toMillis({date}), "[D01]-[M01]-[Y0001]")',
  toMillis: "$toMillis({date})",
  clone: "$clone({object})",
};

/** The parts of a record that examples can be made of, as they are written in an expression. */
type Parts = Readonly<Record<string, string>>;

const literals: Parts = {
  text: '"Casa Amalia"',
  number: "12.5",
  date: '"2026-11-23T14:02:00Z"',
  texts: '["red", "blue", "red"]',
  numbers: "[1, 2.5, 4]",
  list: '[{ "name": "a", "count": 1 }, { "name": "b", "count": 3 }]',
  itemText: "name",
  itemNumber: "count",
  object: '{ "name": "Ana", "city": "Gent" }',
  member: "name",
  table: '"country"',
  from: '"Nederland"',
};

/** An example for each function, written for a record and the flow's first value table, where there are such. */
export function examplesFor(
  record: unknown,
  tables: Readonly<Record<string, ValueTable>> = {},
): ReadonlyMap<string, string> {
  const [named] = Object.entries(tables);
  const ofTable = named && {
    table: JSON.stringify(named[0]),
    from: JSON.stringify(named[1].rows[0]?.[0] ?? ""),
  };
  const parts: Parts = { ...literals, ...partsOf(record), ...ofTable };
  return new Map(
    Object.entries(examples).map(([name, text]) => [
      name,
      text.replace(/\{(\w+)\}/g, (place, part: string) => parts[part] ?? place),
    ]),
  );
}

const isoDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

function partsOf(record: unknown): Parts {
  if (!isObject(record)) return {};
  const found: Record<string, string> = {};
  collect(record, "", found);
  return found;
}

function collect(object: Record<string, unknown>, above: string, found: Record<string, string>): void {
  for (const [name, value] of Object.entries(object)) {
    const path = `${above}${writtenName(name)}`;
    if (typeof value === "string" && isoDate.test(value)) found.date ??= path;
    else if (typeof value === "string" && /\p{L}{3}/u.test(value)) found.text ??= path;
    else if (typeof value === "number" && value > 0) found.number ??= path;
    else if (Array.isArray(value)) collectList(value, path, found);
    else if (isObject(value)) {
      const [member] = Object.keys(value);
      if (member !== undefined && found.object === undefined) Object.assign(found, { object: path, member });
      collect(value, `${path}.`, found);
    }
  }
}

/** A list counts when its items have both a text and a number, so that all its examples are about the same list. */
function collectList(list: readonly unknown[], path: string, found: Record<string, string>): void {
  const [item] = list;
  if (found.list !== undefined || !isObject(item)) return;
  const text = Object.keys(item).find((name) => typeof item[name] === "string");
  const number = Object.keys(item).find((name) => typeof item[name] === "number");
  if (text === undefined || number === undefined) return;
  const [itemText, itemNumber] = [writtenName(text), writtenName(number)];
  Object.assign(found, {
    list: path,
    itemText,
    itemNumber,
    texts: `${path}.${itemText}`,
    numbers: `${path}.${itemNumber}`,
  });
}
