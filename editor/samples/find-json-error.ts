const literal =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these inside texts.
  /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|true|false|null)/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these inside texts.
const text = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const space = /[ \t\r\n]*/y;

/** What must come next: a value, a value or `]`, a key or `}`, a key, a `:`, or what follows a value. */
type Expects = "value" | "value-or-end" | "key-or-end" | "key" | "colon" | "after";

/**
 * Where a text stops being JSON; undefined when it is JSON. Engines word their own errors differently and
 * not all of them name the place.
 */
export function findJsonError(source: string): number | undefined {
  const open: ("[" | "{")[] = [];
  let expects: Expects = "value";
  let at = 0;
  for (;;) {
    at = skip(space, source, at) ?? at;
    const sign = source.charAt(at);
    if (expects === "after" && open.length === 0) return at < source.length ? at : undefined;
    if (sign === "") return at;
    const step = read(source, at, sign, expects, open);
    if (!step) return at;
    at = step.at;
    expects = step.expects;
  }
}

function read(
  source: string,
  at: number,
  sign: string,
  expects: Expects,
  open: ("[" | "{")[],
): { at: number; expects: Expects } | undefined {
  const inside = open.at(-1);
  const closes = expects === "after" || expects === "value-or-end" || expects === "key-or-end";
  if (closes && ((sign === "]" && inside === "[") || (sign === "}" && inside === "{"))) {
    open.pop();
    return { at: at + 1, expects: "after" };
  }
  if (expects === "after") {
    return sign === "," ? { at: at + 1, expects: inside === "{" ? "key" : "value" } : undefined;
  }
  if (expects === "colon") return sign === ":" ? { at: at + 1, expects: "value" } : undefined;
  if (expects === "key" || expects === "key-or-end") {
    const end = skip(text, source, at);
    return end === undefined ? undefined : { at: end, expects: "colon" };
  }
  if (sign === "[" || sign === "{") {
    open.push(sign);
    return { at: at + 1, expects: sign === "[" ? "value-or-end" : "key-or-end" };
  }
  const end = skip(literal, source, at);
  return end === undefined ? undefined : { at: end, expects: "after" };
}

function skip(pattern: RegExp, source: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : undefined;
}
