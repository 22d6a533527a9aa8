/** An item with the names bound to it by `@`, `#` and `%`. Has no prototype. */
export interface Tuple {
  "@": unknown;
  [name: string]: unknown;
}

export function newTuple(context: unknown): Tuple {
  const tuple = Object.create(null) as Tuple;
  tuple["@"] = context;
  return tuple;
}
