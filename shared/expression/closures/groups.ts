import type { GroupBy, ObjectAst } from "../ast.ts";
import { Fault, type Place } from "../fault.ts";
import { Frame, Scope } from "../frame.ts";
import type { Run } from "../run.ts";
import { collapse, marksOf, sequenceOf, setMember, TUPLES } from "../sequence.ts";
import { weightOf } from "../weight.ts";
import type { Closure, Compiler } from "./compiler.ts";
import type { Tuple } from "./tuple.ts";

/** `{…}` applied to a value or sequence. */
export type Group = (value: unknown, frame: Frame, run: Run) => unknown;

interface PairClosures {
  readonly key: Closure;
  readonly value: Closure;
}

/** What has been collected under one key. */
interface Entry {
  readonly pair: number;
  readonly data: Gathered;
}

/**
 * Values appended one after the other: none is nothing, one is itself, more are an array. Appending to an array of its
 * own keeps grouping linear.
 */
class Gathered {
  value: unknown;
  #owned: unknown[] | undefined;

  constructor(value: unknown) {
    this.value = value;
  }

  add(item: unknown): void {
    if (item === undefined) return;
    if (this.value === undefined) {
      this.value = item;
      return;
    }
    if (this.#owned === undefined) {
      this.#owned = Array.isArray(this.value) ? this.value.slice() : [this.value];
      this.value = this.#owned;
    }
    if (!Array.isArray(item)) this.#owned.push(item);
    else for (const inner of item) this.#owned.push(inner);
  }
}

export function compileGroup(node: GroupBy | ObjectAst, scope: Scope, compiler: Compiler): Group {
  const place = { start: (node.position ?? 1) - 1, end: node.position ?? 1, token: "{" };
  const weight = node.lhs.flat().reduce((total, part) => total + weightOf(part), 0);
  const pairsIn = (inner: Scope): PairClosures[] =>
    node.lhs.map(([key, value]) => ({
      key: compiler.compile(key, inner),
      value: compiler.compile(value, inner),
    }));
  const plain = pairsIn(scope);
  const inTuple = new Scope(scope, "late tuple");
  let forTuples: PairClosures[] | undefined;
  return (value, frame, run) => {
    if (Array.isArray(value) && (marksOf(value) & TUPLES) !== 0) {
      forTuples ??= pairsIn(inTuple);
      return groupTuples(value as Tuple[], forTuples, place, new TupleFrames(frame, inTuple), run);
    }
    const items = Array.isArray(value) ? (value.length === 0 ? [undefined] : value) : sequenceOf(value);
    const groups = new Groups(place);
    for (const item of items) {
      run.charge(weight, place);
      for (let pair = 0; pair < plain.length; pair++) {
        groups.add(plain[pair]?.key(item, frame, run), pair, item);
      }
    }
    return groups.result((entry) => plain[entry.pair]?.value(entry.data.value, frame, run));
  };
}

/** Makes the frames in which code for one tuple runs. */
class TupleFrames {
  readonly #frame: Frame;
  readonly #scope: Scope;

  constructor(frame: Frame, scope: Scope) {
    this.#frame = frame;
    this.#scope = scope;
  }

  of(names: Record<string, unknown>): Frame {
    return new Frame(this.#frame, this.#scope, names);
  }
}

function groupTuples(
  tuples: readonly Tuple[],
  pairs: readonly PairClosures[],
  place: Place,
  frames: TupleFrames,
  run: Run,
): unknown {
  const groups = new Groups(place);
  for (const tuple of tuples) {
    run.charge(pairs.length, place);
    const frame = frames.of(tuple);
    for (let pair = 0; pair < pairs.length; pair++) {
      groups.add(pairs[pair]?.key(tuple["@"], frame, run), pair, tuple);
    }
  }
  return groups.result((entry) => {
    const merged = mergeTuples(entry.data.value);
    const { "@": context, ...names } = merged;
    const frame = frames.of(Object.assign(Object.create(null) as Record<string, unknown>, names));
    return pairs[entry.pair]?.value(context, frame, run);
  });
}

/** One tuple of several: each name gathers its values. */
function mergeTuples(tuples: unknown): Tuple {
  if (!Array.isArray(tuples)) return tuples as Tuple;
  const gathered = new Map<string, Gathered>();
  for (const tuple of tuples as Tuple[]) {
    for (const name of Object.keys(tuple)) {
      const known = gathered.get(name);
      if (known === undefined) gathered.set(name, new Gathered(tuple[name]));
      else known.add(tuple[name]);
    }
  }
  const merged = Object.create(null) as Tuple;
  for (const [name, values] of gathered) merged[name] = values.value;
  return merged;
}

/** The groups of one evaluation, by key. */
class Groups {
  /** An object without prototype: its order, numbers first, is the order of the result's keys. */
  readonly #entries = Object.create(null) as Record<string, Entry>;
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  add(key: unknown, pair: number, item: unknown): void {
    if (key === undefined) return;
    if (typeof key !== "string") throw new Fault("T1003", { value: key, place: this.#place });
    if (key === "_jsonata_lambda" || key === "_jsonata_function") {
      throw new Fault("D1013", { value: key, place: this.#place });
    }
    const known = this.#entries[key];
    if (known === undefined) {
      this.#entries[key] = { pair, data: new Gathered(item) };
    } else {
      if (known.pair !== pair) throw new Fault("D1009", { value: key, place: this.#place });
      known.data.add(item);
    }
  }

  result(evaluate: (entry: Entry) => unknown): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const key of Object.keys(this.#entries)) {
      const entry = this.#entries[key];
      if (entry === undefined) continue;
      const value = collapse(evaluate(entry));
      if (value !== undefined) setMember(result, key, value);
    }
    return result;
  }
}
