import type { JsonObject } from "@trasvase/shared/json.ts";

/** How a filter of the search syntax looks at a record. */
export type SearchFilters = Readonly<Record<string, (record: JsonObject) => string | readonly string[]>>;

type Test = (record: JsonObject) => boolean;

const tokens =
  /\s*(\(|\)|AND\b|OR\b|NOT\b|-(?=\S)|[A-Za-z_]+:(?:<=|>=|<|>)?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s()]+)|\S+)/gy;

/** Reads a search. Filters nobody knows are ignored, as Shopify does; their names are answered as warnings. */
export function parseSearch(
  text: string,
  filters: SearchFilters,
): { readonly test: Test; readonly unknown: readonly string[] } {
  const unknown: string[] = [];
  const list: string[] = [];
  tokens.lastIndex = 0;
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) list.push(match[1] ?? "");
  let at = 0;

  const either = (): Test => {
    let left = both();
    while (list[at] === "OR") {
      at++;
      const before = left;
      const right = both();
      left = (record) => before(record) || right(record);
    }
    return left;
  };
  const both = (): Test => {
    let left = one();
    while (at < list.length && list[at] !== "OR" && list[at] !== ")") {
      if (list[at] === "AND") at++;
      const before = left;
      const right = one();
      left = (record) => before(record) && right(record);
    }
    return left;
  };
  const one = (): Test => {
    const token = list[at++] ?? "";
    if (token === "NOT" || token === "-") {
      const inner = one();
      return (record) => !inner(record);
    }
    if (token === "(") {
      const inner = either();
      at++;
      return inner;
    }
    return term(token, filters, unknown);
  };
  return { test: list.length === 0 ? () => true : either(), unknown };
}

function term(token: string, filters: SearchFilters, unknown: string[]): Test {
  const match = /^([A-Za-z_]+):(<=|>=|<|>)?(.+)$/s.exec(token);
  const [, name = "", how = "", raw = ""] = match ?? [];
  const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
  if (!filter) {
    unknown.push(name === "" ? token : name);
    return () => true;
  }
  const isQuoted = /^(['"]).*\1$/s.test(raw);
  const wanted = isQuoted ? raw.slice(1, -1).replace(/\\(.)/g, "$1") : raw;
  return (record) => {
    const has = filter(record);
    const values = typeof has === "string" ? [has] : has;
    return values.some((value) => holds(value, how, wanted, isQuoted));
  };
}

function holds(value: string, how: string, wanted: string, isQuoted: boolean): boolean {
  const isTime = /^\d{4}-\d{2}-\d{2}T/.test(value);
  // Without quotes the time of day is cut off, and nobody says so.
  const asked = isTime && !isQuoted ? wanted.slice(0, 10) : wanted;
  const has = isTime && asked.length === 10 ? value.slice(0, 10) : value;
  switch (how) {
    case ">":
      return has > asked;
    case ">=":
      return has >= asked;
    case "<":
      return has < asked;
    case "<=":
      return has <= asked;
    default:
      return asked.endsWith("*")
        ? has.toLowerCase().startsWith(asked.slice(0, -1).toLowerCase())
        : has.toLowerCase() === asked.toLowerCase();
  }
}
