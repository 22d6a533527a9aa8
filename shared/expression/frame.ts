/** Marks a variable whose `:=` has not been reached yet; a look-up then goes on outwards. */
export const UNSET: unique symbol = Symbol("unset");

/**
 * The names that one block, function call or tuple can bind, known when the expression is compiled. Blocks that bind
 * nothing share the scope around them.
 */
export class Scope {
  readonly parent: Scope | undefined;
  /** A tuple's names are kept by name in the frame, not in slots. */
  readonly tuple: boolean;
  /** Compiled when first needed, when `settled` says more than was true at its place. */
  readonly late: boolean;
  readonly slots = new Map<string, number>();
  /** Names that certainly have a value wherever code being compiled now will run. */
  readonly settled = new Set<string>();
  /** Names that may hold a LazyRange. */
  readonly ranges = new Set<string>();
  /** What `$eval` has compiled inside this scope, by text. */
  readonly evaluated = new Map<string, unknown>();

  constructor(parent: Scope | undefined, kind: "names" | "tuple" | "late tuple" = "names") {
    this.parent = parent;
    this.tuple = kind !== "names";
    this.late = kind === "late tuple";
  }

  declare(name: string): number {
    const known = this.slots.get(name);
    if (known !== undefined) return known;
    const slot = this.slots.size;
    this.slots.set(name, slot);
    return slot;
  }
}

/** The values of one scope while it runs. Linked records: prototype chains as environments are 2.6 times slower. */
export class Frame {
  readonly parent: Frame | undefined;
  readonly scope: Scope;
  readonly slots: unknown[];
  /** Names without a slot: of a tuple, or bound by `$eval`. Without a prototype. */
  named: Record<string, unknown> | undefined;

  constructor(parent: Frame | undefined, scope: Scope, named?: Record<string, unknown>) {
    this.parent = parent;
    this.scope = scope;
    this.named = named;
    const size = scope.slots.size;
    this.slots = size === 0 ? noSlots : new Array<unknown>(size).fill(UNSET);
  }
}

const noSlots: unknown[] = [];

/** One place where a variable may be found at run time. */
export interface VariablePlace {
  readonly hops: number;
  /** -1: by name. */
  readonly slot: number;
}

/** Where to look for a variable, from the inside out, and whether it is certainly found there. */
export interface Resolution {
  readonly places: readonly VariablePlace[];
  readonly certain: boolean;
  /** What is found may be a LazyRange. */
  readonly range: boolean;
}

/** Finds the places of a variable. `byName` says in which scopes it may also stand by name. */
export function resolve(
  scope: Scope,
  name: string,
  byName: (scope: Scope, name: string) => boolean,
): Resolution {
  const places: VariablePlace[] = [];
  let hops = 0;
  let late = false;
  let range = false;
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const slot = at.slots.get(name);
    range ||= at.ranges.has(name);
    if (slot !== undefined) {
      places.push({ hops, slot });
      if (at.settled.has(name) && !late) return { places, certain: true, range };
    } else if (byName(at, name)) {
      places.push({ hops, slot: -1 });
    }
    late ||= at.late;
    hops++;
  }
  return { places, certain: false, range };
}

/** Reads a variable from its places; UNSET when it is bound in none. */
export function readVariable(frame: Frame, places: readonly VariablePlace[], name: string): unknown {
  let at: Frame | undefined = frame;
  let hops = 0;
  for (const place of places) {
    while (hops < place.hops) {
      at = at?.parent;
      hops++;
    }
    if (at === undefined) break;
    if (place.slot >= 0) {
      const value = at.slots[place.slot];
      if (value !== UNSET) return value;
    } else if (at.named !== undefined && Object.hasOwn(at.named, name)) {
      return at.named[name];
    }
  }
  return UNSET;
}
