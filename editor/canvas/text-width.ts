const widths = new Map<string, number>();
let measure: ((text: string) => number) | undefined;

/** Width of a small text (12 px) in canvas pixels, measured once; guessed where nothing can be measured. */
export function textWidth(text: string): number {
  const known = widths.get(text);
  if (known !== undefined) return known;
  measure ??= makeMeasure();
  const width = Math.ceil(measure(text));
  if (widths.size > 2000) widths.clear();
  widths.set(text, width);
  return width;
}

function makeMeasure(): (text: string) => number {
  const context = typeof document === "undefined" ? null : document.createElement("canvas").getContext("2d");
  if (!context) return (text) => text.length * 7;
  context.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  return (text) => context.measureText(text).width;
}
