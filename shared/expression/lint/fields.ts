import { walk } from "../ast.ts";
import { nearest } from "../nearest.ts";
import type { Read } from "../reads.ts";
import type { SampleField } from "../samples.ts";
import type { Finding, Rule, Subject } from "./finding.ts";

const plainName =
  /^[^ \t\n\r\v.[\]{}(),@#;:?+\-*/%|=<>^&!~"'`$0-9][^ \t\n\r\v.[\]{}(),@#;:?+\-*/%|=<>^&!~"'`]*$/;

/** A field's name as an expression writes it: in backticks where it needs them. */
export function writtenName(name: string): string {
  return plainName.test(name) && !["and", "or", "in", "true", "false", "null", "function"].includes(name)
    ? name
    : `\`${name}\``;
}

/** Places whose fields the samples show. */
const seenRoots = new Set(["$", "$source"]);

/** Fields that no sample has, although there are objects that could have them. */
export const unknownFields: Rule = (subject) =>
  readsByRange(subject.reads).flatMap((reads): Finding[] => {
    const [first] = reads;
    if (first === undefined || !reads.every((read) => read.certain && seenRoots.has(read.root))) return [];
    const name = first.path.at(-1) ?? "";
    if (name === "" || name === "*" || name === "**") return [];
    const fields = reads.map((read) => subject.field(read));
    // Where nothing could have it, the field before it is the one to complain about.
    const possible = Math.max(...fields.map((field) => field.possible));
    if (possible === 0 || fields.some((field) => field.present > 0)) return [];
    return [unknownField(name, first, { possible, fields }, subject)];
  });

/**
 * Whether a text itself reckons with the field being absent: it asks for it with `$exists` or as a condition, gives another value with
 * `??` or `?:`, or reads it only where such a condition holds.
 */
function isOptional({ root, path }: Read, { reads, ast, spans }: Subject): boolean {
  const same = (read: Read) => read.root === root && JSON.stringify(read.path) === JSON.stringify(path);
  let optional = false;
  walk(ast, (node) => {
    const asked =
      node.type === "condition"
        ? node.condition
        : node.type === "function" && node.procedure.type === "variable" && node.procedure.value === "exists"
          ? node.arguments[0]
          : undefined;
    const span = asked && spans.of(asked);
    if (span && reads.some((read) => same(read) && span.start <= read.start && read.end <= span.end))
      optional = true;
  });
  return optional;
}

interface Seen {
  readonly possible: number;
  readonly fields: readonly SampleField[];
}

function unknownField(name: string, read: Read, seen: Seen, subject: Subject): Finding {
  const { start, end } = read;
  const siblings = new Set(seen.fields.flatMap((field) => [...field.siblings]));
  const close = nearest(name, siblings);
  const values = { name, count: seen.possible, close: subject.closeTo(name, siblings) };
  return {
    code: "unknown-field",
    severity: isOptional(read, subject) ? "note" : "warning",
    message: subject.say(seen.possible === 1 ? "unknown-field.one" : "unknown-field", values),
    start,
    end,
    ...(close !== undefined && {
      fix: {
        title: subject.fixing("change", { name: close }),
        start,
        end,
        text: /^["']/.test(subject.text.slice(start, end)) ? JSON.stringify(close) : writtenName(close),
      },
    }),
  };
}

/** Reads of the same part together: it is unknown only when it is so in every meaning. */
function readsByRange(reads: readonly Read[]): readonly (readonly Read[])[] {
  const groups = new Map<string, Read[]>();
  for (const read of reads) {
    const key = `${read.start}-${read.end}`;
    const group = groups.get(key);
    if (group) group.push(read);
    else groups.set(key, [read]);
  }
  return [...groups.values()];
}
