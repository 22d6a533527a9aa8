import type { RecordContext } from "@trasvase/shared/expression/record-bindings.ts";
import type { GraphNode } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { keepEqual } from "./keep-equal.ts";

/** What a step can see of a record besides what is the same in all walks of a sample. */
interface Seen {
  readonly data: Json;
  readonly key: string;
  readonly error: RecordContext["error"];
  readonly steps: RecordContext["steps"];
}

type Outcome<Result> = { readonly value: Result } | { readonly thrown: unknown };

interface Entry<Result> {
  readonly seen: Seen;
  readonly outcome: Outcome<Result>;
}

/**
 * What one step gave for the records of one sample, by record id. Works by identity: a step that was not edited gives the same objects
 * again, so the steps behind it see the same record and need not look at it.
 */
export class StepMemory<Result> {
  /** The step as it was; an edit makes another object of it. */
  readonly node: GraphNode | undefined;
  #entries = new Map<string, Entry<Result>>();
  #before = new Map<string, Entry<Result>>();
  /** What the step gave before it was edited: equal parts of a new result are taken from there. */
  readonly #edited: ReadonlyMap<string, Entry<Result>>;

  constructor(node: GraphNode | undefined, before?: StepMemory<Result>) {
    this.node = node;
    this.#edited = before ? before.#entries : new Map();
  }

  /** A new walk: what no record of it needs is forgotten at the next one. */
  begin(): void {
    this.#before = this.#entries;
    this.#entries = new Map();
  }

  /** What the step gave for a record in the walk under way. */
  last(recordId: string): Result | undefined {
    const outcome = this.#entries.get(recordId)?.outcome;
    return outcome && "value" in outcome ? outcome.value : undefined;
  }

  /** What `compute` gave or threw for the same record before, else what it gives or throws now. */
  recall(data: Json, context: RecordContext, compute: () => Result): Result {
    const id = context.recordId;
    const seen: Seen = { data, key: context.meta.key, error: context.error, steps: context.steps };
    const known = this.#before.get(id) ?? this.#entries.get(id);
    const before = known ?? this.#edited.get(id);
    const entry =
      known && isSame(known.seen, seen) ? known : { seen, outcome: attempt(compute, before?.outcome) };
    this.#entries.set(id, entry);
    if ("thrown" in entry.outcome) throw entry.outcome.thrown;
    return entry.outcome.value;
  }
}

/** What came of computing; parts of a value that equal the one before are taken from there. */
function attempt<Result>(compute: () => Result, before: Outcome<Result> | undefined): Outcome<Result> {
  try {
    const value = compute();
    return { value: before && "value" in before ? keepEqual(before.value, value) : value };
  } catch (thrown) {
    return { thrown };
  }
}

function isSame(a: Seen, b: Seen): boolean {
  return (
    a.data === b.data &&
    a.key === b.key &&
    a.error?.code === b.error?.code &&
    a.error?.message === b.error?.message &&
    haveSameMembers(a.steps, b.steps)
  );
}

function haveSameMembers(a: Seen["steps"], b: Seen["steps"]): boolean {
  if (a === b) return true;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isSameValue(a[name], b[name]))
  );
}

/** Identity; the list that a lookup makes of its answers is a new one each time, of the same elements. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  return (
    Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one, index) => one === b[index])
  );
}
