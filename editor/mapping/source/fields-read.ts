import { ExpressionError } from "@trasvase/shared/expression/error.ts";
import { type Read, reads } from "@trasvase/shared/expression/reads.ts";
import type { TargetRow } from "../target-rows.ts";

/** Names a source field in sets: its root and path as one text. */
export function fieldKey(root: string, path: readonly string[]): string {
  return JSON.stringify([root, ...path]);
}

/** Which source fields a mapping reads. */
export interface FieldsRead {
  /** By row, the keys of the fields it reads. */
  readonly byRow: ReadonlyMap<string, ReadonlySet<string>>;
  /** The keys of all fields that are read, and of those around them. */
  readonly all: ReadonlySet<string>;
  /** Fields that are read as a whole, so that everything in them is. */
  readonly whole: ReadonlySet<string>;
}

const nothing: FieldsRead = { byRow: new Map(), all: new Set(), whole: new Set() };

/** Finds which source fields each row reads. Nothing while the text has a mistake: half an answer would name used fields unused. */
export function fieldsRead(text: string, rows: readonly TargetRow[], isSourceRecord: boolean): FieldsRead {
  const found = readsOf(text);
  if (found.length === 0) return nothing;
  const byRow = new Map<string, Set<string>>();
  const all = new Set<string>();
  const whole = new Set<string>();
  const longer = new Set(found.map((read) => keyAbove(read)));
  for (const read of found) {
    const { root, path } = placeOf(read, isSourceRecord);
    const key = fieldKey(root, path);
    for (let length = 1; length <= path.length; length++) all.add(fieldKey(root, path.slice(0, length)));
    if (!longer.has(JSON.stringify([read.root, ...read.path]))) whole.add(key);
    const row = rowAt(rows, read.start);
    if (!row) continue;
    const own = byRow.get(row.id);
    if (own) own.add(key);
    else byRow.set(row.id, new Set([key]));
  }
  return { byRow, all, whole };
}

function readsOf(text: string): readonly Read[] {
  try {
    return reads(text);
  } catch (error) {
    if (error instanceof ExpressionError) return [];
    throw error;
  }
}

/** A read of `a.b` reads `a` on its way; that alone does not read all of it. */
function keyAbove({ root, path }: Read): string {
  return JSON.stringify([root, ...path.slice(0, -1)]);
}

/** The root and path of a read as the source tree names them. */
function placeOf(
  { root, path }: Read,
  isSourceRecord: boolean,
): { readonly root: string; readonly path: readonly string[] } {
  if (root === "$" || (root === "$source" && isSourceRecord)) return { root: "", path };
  const [step, ...rest] = path;
  return root === "$steps" && step !== undefined ? { root: `$steps.${step}`, path: rest } : { root, path };
}

/** The innermost row that a place in the text belongs to. */
function rowAt(rows: readonly TargetRow[], at: number): TargetRow | undefined {
  return rows.findLast(({ pair }) => pair !== undefined && pair.value.start <= at && at < pair.value.end);
}
