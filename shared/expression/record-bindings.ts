import type { Json } from "../json.ts";
import type { RecordError, RecordMeta, ValueTable } from "../record.ts";
import { shuffled } from "./builtins/lists.ts";
import type { Expression } from "./compile.ts";
import { decimalFunctions } from "./decimals.ts";
import { defineHostFunction, type HostFunction } from "./host-function.ts";
import { seededRandom } from "./random.ts";
import { type Bindings, fixedTime } from "./run.ts";
import { lookUpTable } from "./value-table.ts";

/** What expressions of a flow can see of one record besides its data. */
export interface RecordContext {
  /** The record as read: `$source`. */
  readonly source: unknown;
  readonly meta: RecordMeta;
  /** What the steps it has passed gave, by name: `$steps`. */
  readonly steps: Readonly<Record<string, unknown>>;
  /** Behind a `failed` port: `$error`. */
  readonly error?: RecordError | undefined;
  /** The flow's value tables, by name. */
  readonly tables: Readonly<Record<string, ValueTable>>;
  /** Epoch milliseconds; `$now` and `$millis` stay there. */
  readonly at: number;
  /** Seeds `$random` and `$shuffle`. */
  readonly recordId: string;
}

/** Makes the value of one binding. */
type Binder = (context: RecordContext) => unknown;

const timeFunctions = ["now", "millis", "toMillis"];

const binders: Readonly<Record<string, Binder>> = {
  source: (context) => context.source,
  meta: (context) => context.meta,
  steps: (context) => context.steps,
  error: (context) => context.error,
  table: (context) =>
    defineHostFunction("table", "<sx:x>", (name, value) => lookUpTable(context.tables, name, value)),
  random: (context) => defineHostFunction("random", "<:n>", seededRandom(context.recordId)),
  shuffle: (context) => {
    const random = seededRandom(context.recordId);
    return defineHostFunction("shuffle", "<a:a>", (items) =>
      Array.isArray(items) ? shuffled(items, random) : undefined,
    );
  },
  ...Object.fromEntries(
    Object.entries(decimalFunctions).map(([name, value]): [string, () => HostFunction] => [
      name,
      () => value,
    ]),
  ),
};

/** Every name a flow's expressions have besides JSONata's own functions, without `$`. */
export const flowNames: readonly string[] = Object.keys(binders);

/** What has been found out about an expression: which bindings it needs, and whether it needs the time. */
interface Needs {
  readonly names: readonly (readonly [string, Binder])[];
  readonly time: boolean;
}

const needsOf = new WeakMap<Expression, Needs>();

function needs(expression: Expression): Needs {
  const known = needsOf.get(expression);
  if (known !== undefined) return known;
  const { mentions, dynamic } = expression;
  const found: Needs = {
    names: Object.entries(binders).filter(([name]) => dynamic || mentions.has(name)),
    time: dynamic || timeFunctions.some((name) => mentions.has(name)),
  };
  needsOf.set(expression, found);
  return found;
}

/** The bindings one expression needs for one record; undefined when it needs none, which is the fastest way. */
export function bindRecord(expression: Expression, context: RecordContext): Bindings | undefined {
  const { names, time } = needs(expression);
  if (names.length === 0 && !time) return undefined;
  const bindings: Record<string, unknown> & { [fixedTime]?: number } = {};
  for (const [name, bind] of names) bindings[name] = bind(context);
  if (time) bindings[fixedTime] = context.at;
  return bindings;
}

export type { Json, ValueTable };
