/** A line of printed JSON: indent, a quoted text, the colon behind it when that is a name, the rest. */
export const lineShape = /^(\s*)("(?:[^"\\]|\\.)*")?(: )?(.*)$/s;

/** For each line of JSON printed with two spaces, the dotted path of the member it belongs to, list places left out. */
export function linePaths(lines: readonly string[]): readonly string[] {
  const names: string[] = [];
  return lines.map((line) => {
    const [, indent = "", quoted, colon] = lineShape.exec(line) ?? [];
    const level = indent.length / 2;
    names.length = Math.min(names.length, colon ? Math.max(level - 1, 0) : level);
    while (names.length < level - 1) names.push("");
    if (colon && quoted) names[level - 1] = String(JSON.parse(quoted));
    return names.filter((name) => name !== "").join(".");
  });
}
