import type { LambdaAst } from "./ast.ts";

/** A place in the record, or in a binding. */
export interface Place {
  /** `$` for the record itself, else the name of a binding with its `$`, such as `$steps`. */
  readonly root: string;
  /** Field names from there. `*` and `**` stand for themselves. */
  readonly path: readonly string[];
  /** The place whose field this is: what `%` goes back to. */
  readonly parent?: Place | undefined;
}

/** Where a part's value can come from. */
export interface Origin {
  readonly places: readonly Place[];
  /** False when the value may also be something the expression makes or that cannot be told. */
  readonly certain: boolean;
  /** Fields of an object the expression makes. */
  readonly members?: ReadonlyMap<string, Origin> | undefined;
}

/** What a variable stands for. */
export type Bound =
  | { readonly kind: "value"; readonly origin: Origin }
  | { readonly kind: "function"; readonly lambda: LambdaAst; readonly variables: Variables };

export type Variables = ReadonlyMap<string, Bound>;

/** Made by the expression itself. */
export const made: Origin = { places: [], certain: false };

export function originAt(root: string): Origin {
  return { places: [{ root, path: [] }], certain: true };
}

/** What one of several parts gives. */
export function oneOf(origins: readonly Origin[]): Origin {
  const [only] = origins;
  if (origins.length === 1 && only !== undefined) return only;
  const members = new Map<string, Origin>();
  for (const origin of origins) {
    for (const [name, member] of origin.members ?? []) {
      const known = members.get(name);
      members.set(name, known === undefined ? member : oneOf([known, member]));
    }
  }
  return {
    places: origins.flatMap((origin) => origin.places),
    certain: origins.length > 0 && origins.every((origin) => origin.certain),
    ...(members.size > 0 && { members }),
  };
}

/** The places a step by name leads to, without what is known of made objects. */
export function fieldOf(origin: Origin, name: string): Origin {
  const places = origin.places.map(
    (place): Place => ({ root: place.root, path: [...place.path, name], parent: place }),
  );
  return { places, certain: origin.certain };
}

/** Where `%` leads. */
export function parentOf(origin: Origin): Origin {
  const places = origin.places.flatMap(({ parent }) => (parent === undefined ? [] : [parent]));
  return { places, certain: origin.certain && places.length === origin.places.length };
}
