/**
 * Names of the arguments of an ICU message, for comparing languages: `{count, plural, one {# day by {who}} other {…}}` has `count` and `who`.
 * A tag counts as `<name>`.
 */
export function messageArguments(message: string): string[] {
  const found = new Set<string>();
  for (const [, tag] of message.matchAll(/<(\w+)>/g)) found.add(`<${tag}>`);
  readArguments(message, found);
  return [...found].sort();
}

function readArguments(message: string, found: Set<string>): void {
  for (const inner of groups(message)) {
    const [name = "", kind, ...rest] = inner.split(",").map((part) => part.trim());
    found.add(name);
    if (kind !== "plural" && kind !== "select" && kind !== "selectordinal") continue;
    for (const branch of groups(rest.join(","))) readArguments(branch, found);
  }
}

/** The contents of the outermost braces. */
function groups(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "{" && depth++ === 0) start = at + 1;
    if (text[at] === "}" && --depth === 0) found.push(text.slice(start, at));
  }
  return found;
}
