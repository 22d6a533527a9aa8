import { isSignificant, literalText, matchBrackets, tokenize } from "@trasvase/shared/expression/tokens.ts";

/** `$table("name", value)` as a whole cell. */
export interface TableCall {
  readonly name: string;
  /** The text of what is looked up. */
  readonly value: string;
}

/** The value table that a cell looks its value up in, when the cell is nothing else. */
export function readTableCall(expression: string): TableCall | undefined {
  const all = tokenize(expression);
  const tokens = all.filter(isSignificant);
  const partners = matchBrackets(tokens);
  const [call, open, name, comma] = tokens;
  const close = tokens.at(-1);
  if (call?.text !== "$table" || open?.text !== "(" || partners.get(1) !== tokens.length - 1)
    return undefined;
  if (name?.kind !== "text" || comma?.text !== "," || !close || tokens.length < 6) return undefined;
  let place = 4;
  while (place < tokens.length - 1) {
    const token = tokens[place];
    if (token?.kind === "operator" && token.text === ",") return undefined;
    place = Math.max(place, partners.get(place) ?? place) + 1;
  }
  // Comments outside the call would get lost; such a cell is shown as its text.
  const first = all.find(({ kind }) => kind !== "space");
  const last = all.findLast(({ kind }) => kind !== "space");
  if (first?.kind === "comment" || last?.kind === "comment") return undefined;
  return { name: literalText(name) ?? "", value: expression.slice(comma.end, close.start).trim() };
}

/** A cell that looks a value up in a table. */
export function writeTableCall(name: string, value: string): string {
  return `$table(${JSON.stringify(name)}, ${value})`;
}

/** A name for a new table, made of the field it is for, that no other table has. */
export function newTableName(field: string, taken: ReadonlySet<string>): string {
  const plain = field.charAt(0).toLowerCase() + field.slice(1);
  if (!taken.has(plain)) return plain;
  let number = 2;
  while (taken.has(`${plain}${number}`)) number++;
  return `${plain}${number}`;
}
