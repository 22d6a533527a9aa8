import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addPair,
  type Place,
  pairAt,
  removePair,
  renameKey,
  replaceContext,
  replaceFilter,
  replaceValue,
} from "./slice-edits.ts";
import { type ObjectSlice, type Slice, type Slices, slices } from "./slices.ts";

const suite = fileURLToPath(new URL("../../../shared/jsonata-test-suite/groups/", import.meta.url));

/** Expressions of JSONata's own suite, where it lies beside the project. */
function suiteTexts(): string[] {
  if (!existsSync(suite)) return [];
  return readdirSync(suite).flatMap((group) =>
    readdirSync(`${suite}${group}`)
      .filter((file) => file.endsWith(".json"))
      .flatMap((file) => {
        const cases: unknown = JSON.parse(readFileSync(`${suite}${group}/${file}`, "utf8"));
        return [cases].flat().flatMap((one) => (one as { expr?: string }).expr ?? []);
      }),
  );
}

const values = fc.constantFrom(
  "id",
  "customer.`first name`",
  "total > 0 ? total : 0 /* never negative */",
  '$table("country", billing.country)',
  '"a, b: {c}"',
  "/[{}()]+/ ",
  "$map(lines, function($l, $i){ {'a': $l.a, 'b': [1, 2]} })",
  "/* before */ a & ' ' & b",
  "{}",
  '{ "street": billing.street, "zip": billing.zip }',
  '[lines.{ "sku": sku }]',
  '[$source.lines#$i[qty > 0].{\n      "sku": sku,\n      "more": {"deep": [1..3]}\n    }]',
  "lines{sku: $sum(qty)}",
  "a +",
);
const names = fc.constantFrom("Name", "Order number", 'a "quoted" name', "Lines", "ß", "");
const gaps = fc.constantFrom(" ", "\n  ", "", " /* gap */ ", "\n\n\t");

const mappings = fc
  .record({
    pairs: fc.array(fc.tuple(names, values, gaps, gaps), { maxLength: 6 }),
    around: fc.constantFrom(["", ""], ["( $x := 1; ", " )"], ["/* head */\n", "\n"], ["((", ";))"]),
  })
  .map(({ pairs, around: [before, behind] }) => {
    const rows = pairs.map(
      ([name, value, gap, after]) => `${gap}${JSON.stringify(name)}${after}:${gap}${value}`,
    );
    return `${before}{${rows.join(",")} }${behind}`;
  });

const edits = fc.array(
  fc.record({
    kind: fc.constantFrom("value", "name", "add", "remove", "context", "filter"),
    at: fc.nat(),
    value: values,
    name: names,
  }),
  { minLength: 1, maxLength: 12 },
);

interface Edited {
  readonly text: string;
  /** What the edit may have touched. */
  readonly range: Slice;
  /** By how many the rows of the object around it may differ now. */
  readonly more: number;
}

/** Every row's place. */
function places(cut: Slices): Place[] {
  const read = ({ pairs }: ObjectSlice, above: Place): Place[] =>
    pairs.flatMap((pair, index) => {
      const place = [...above, index];
      return [place, ...(pair.group ? read(pair.group.object, place) : [])];
    });
  return cut.kind === "table" ? read(cut.object, []) : [];
}

function make(
  text: string,
  { kind, at, value, name }: { kind: string; at: number; value: string; name: string },
): Edited | undefined {
  const cut = slices(text);
  if (cut.kind === "expression") return undefined;
  const all = places(cut);
  if (kind === "add") {
    const owners = [[], ...all.filter((place) => pairAt(cut, place)?.group)];
    const owner = owners[at % owners.length] ?? [];
    const range = owner.length === 0 ? cut.object : pairAt(cut, owner)?.group?.object;
    return range && { text: addPair(text, name, value, owner), range, more: 1 };
  }
  const fitting =
    kind === "context" || kind === "filter"
      ? all.filter((place) => pairAt(cut, place)?.group?.kind === "lines")
      : all;
  const place = fitting[at % Math.max(1, fitting.length)];
  const pair = place && pairAt(cut, place);
  if (!place || !pair) return undefined;
  if (kind === "value") return { text: replaceValue(text, place, value), range: pair.value, more: 0 };
  if (kind === "name") return { text: renameKey(text, place, name), range: pair.key, more: 0 };
  if (kind === "context" && pair.group?.kind === "lines") {
    return { text: replaceContext(text, place, "$source.items"), range: pair.group.context, more: 0 };
  }
  if (kind === "filter" && pair.group?.kind === "lines") {
    const { context, filter } = pair.group;
    const end = filter ? text.indexOf("]", filter.end) + 1 : context.end;
    return {
      text: replaceFilter(text, place, at % 2 ? "qty > 0" : ""),
      range: { start: context.end, end },
      more: 0,
    };
  }
  const above = place.slice(0, -1);
  const siblings = above.length === 0 ? cut.object : pairAt(cut, above)?.group?.object;
  const index = place.at(-1) ?? 0;
  const [before, after] = [siblings?.pairs[index - 1], siblings?.pairs[index + 1]];
  const range = {
    start: after || !before ? pair.key.start : before.value.end,
    end: after ? after.key.start : pair.value.end,
  };
  return { text: removePair(text, place), range, more: -1 };
}

function check(text: string, wanted: typeof edits extends fc.Arbitrary<infer Edits> ? Edits : never): void {
  let now = text;
  for (const edit of wanted) {
    const made = make(now, edit);
    if (!made) continue;
    const { start, end } = made.range;
    expect(made.text.startsWith(now.slice(0, start))).toBe(true);
    expect(made.text.endsWith(now.slice(end))).toBe(true);
    expect(made.text.length).toBeGreaterThanOrEqual(start + now.length - end);
    const [before, after] = [slices(now), slices(made.text)];
    if (before.kind === "table" && after.kind === "table" && edit.kind !== "add" && edit.kind !== "remove") {
      expect(after.object.pairs.length).toBe(before.object.pairs.length);
    }
    expect(after.kind).toBe("table");
    now = made.text;
  }
}

describe("any sequence of cell edits", () => {
  it("leaves all bytes outside the edited slices as they were, and the table a table", () => {
    fc.assert(fc.property(mappings, edits, check), { numRuns: 400 });
  });

  const tables = suiteTexts().filter((text) => slices(text).kind === "table");

  it.runIf(tables.length > 0)("does so in the tables of JSONata's own suite too", () => {
    fc.assert(fc.property(fc.constantFrom(...tables), edits, check), { numRuns: 400 });
  });
});

describe("a text that cannot be cut", () => {
  it("is one row over the whole of it, whatever is in it", () => {
    const pieces = fc.constantFrom(..."{}()[]\"'`:;,.?&/*#@$^%~ \n".split(""), '"a"', "a", "/*", "*/", "{}");
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const text = parts.join("");
        const cut = slices(text);
        if (cut.kind === "expression") expect(cut.whole).toEqual({ start: 0, end: text.length });
        else
          for (const place of places(cut))
            expect(replaceValue(text, place, sliceAt(text, cut, place))).toBe(text);
      }),
      { numRuns: 3000 },
    );
  });
});

function sliceAt(text: string, cut: Slices, place: Place): string {
  const { start, end } = pairAt(cut, place)?.value ?? { start: 0, end: 0 };
  return text.slice(start, end);
}
