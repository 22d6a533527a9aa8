/** Draws for one test run; the same seed gives the same expressions and data. */
export class Draw {
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** A whole number from 0 up to but not including `below`. */
  number(below: number): number {
    return Math.floor(this.#random() * below);
  }

  chance(probability: number): boolean {
    return this.#random() < probability;
  }

  of<Item>(items: readonly Item[]): Item {
    const item = items[this.number(items.length)];
    if (item === undefined) throw new Error("drew from an empty list");
    return item;
  }

  list<Item>(least: number, most: number, make: () => Item): Item[] {
    return Array.from({ length: least + this.number(most - least + 1) }, make);
  }
}

const fields = ["a", "b", "c", "d", "n", "s", "list", "rows"];
const texts = ["", "a", "b", "ab", "x y", "2026-01-02", "12", "é😀z"];

/** A value as it might arrive: records with fields that are sometimes missing, single or repeated. */
export function randomData(draw: Draw, depth = 3): unknown {
  if (depth === 0 || draw.chance(0.25)) return randomScalar(draw);
  if (draw.chance(0.25)) return draw.list(0, 4, () => randomData(draw, depth - 1));
  const record: Record<string, unknown> = {};
  for (const field of fields) {
    if (draw.chance(0.6)) record[field] = randomField(draw, field, depth);
  }
  return record;
}

function randomScalar(draw: Draw): unknown {
  return draw.of<unknown>([0, 1, 2, 3.5, -1, 10, true, false, null, ...texts]);
}

function randomField(draw: Draw, field: string, depth: number): unknown {
  if (draw.chance(0.1)) return randomData(draw, depth - 1);
  if (field === "n") return draw.of([0, 1, 2, 3, 4.25]);
  if (field === "s") return draw.of(texts);
  if (field === "list") return draw.list(0, 4, () => draw.of([1, 2, 3, 5, 8]));
  if (field === "rows") return draw.list(0, 3, () => randomData(draw, depth - 1));
  return randomData(draw, depth - 1);
}

/** A text of the whole language. Most of them make sense for `randomData`, some fail on purpose. */
export function randomExpression(draw: Draw, depth = 4): string {
  return new ExpressionWriter(draw).expression(depth, []);
}

type Variables = readonly string[];
type Form = (depth: number, variables: Variables) => string;

class ExpressionWriter {
  readonly #draw: Draw;
  #names = 0;

  constructor(draw: Draw) {
    this.#draw = draw;
  }

  expression(depth: number, variables: Variables): string {
    if (depth <= 0) return this.#leaf(variables);
    return this.#draw.of(this.#forms)(depth - 1, variables);
  }

  #leaf(variables: Variables): string {
    const draw = this.#draw;
    if (variables.length > 0 && draw.chance(0.4)) return `$${draw.of(variables)}`;
    return draw.of([
      () => draw.of(fields),
      () => draw.of(fields),
      () => `${draw.of(fields)}.${draw.of(fields)}`,
      () => String(draw.of([0, 1, 2, 3.5, 10])),
      () => JSON.stringify(draw.of(texts)),
      () => draw.of(["true", "false", "null", "$", "$$", "*", "-1", "$.n"]),
    ])();
  }

  readonly #forms: readonly Form[] = [
    (depth, variables) => this.#path(depth, variables),
    (depth, variables) => this.#path(depth, variables),
    (depth, variables) => this.#path(depth, variables),
    (depth, variables) => this.#operation(depth, variables),
    (depth, variables) => this.#operation(depth, variables),
    (depth, variables) => this.#call(depth, variables),
    (depth, variables) => this.#call(depth, variables),
    (depth, variables) => this.#higherOrder(depth, variables),
    (depth, variables) => this.#object(depth, variables),
    (depth, variables) => this.#array(depth, variables),
    (depth, variables) => this.#condition(depth, variables),
    (depth, variables) => this.#block(depth, variables),
    (depth, variables) => this.#rare(depth, variables),
    (_depth, variables) => this.#leaf(variables),
  ];

  #path(depth: number, variables: Variables): string {
    const draw = this.#draw;
    const steps = draw.list(1, 3, () => draw.of(fields));
    let path =
      draw.chance(0.15) && variables.length > 0
        ? `$${draw.of(variables)}.${steps.join(".")}`
        : steps.join(".");
    if (draw.chance(0.3)) path += this.#predicate(depth, variables);
    if (draw.chance(0.25)) path += `.${this.#step(depth, variables)}`;
    if (draw.chance(0.1)) path += `.${draw.of(fields)}`;
    if (draw.chance(0.08)) path += `^(${draw.of(["", "<", ">"])}${draw.of(fields)})`;
    if (draw.chance(0.1)) path += "[]";
    if (draw.chance(0.05)) path += `{${draw.of(fields)}: ${this.expression(depth - 1, variables)}}`;
    return path;
  }

  #predicate(depth: number, variables: Variables): string {
    const draw = this.#draw;
    return draw.of([
      () => `[${draw.of([0, 1, -1, 2])}]`,
      () => `[${draw.of(fields)} ${draw.of(["=", "!=", ">", "<="])} ${this.#leaf(variables)}]`,
      () => `[${this.expression(depth - 1, variables)}]`,
    ])();
  }

  #step(depth: number, variables: Variables): string {
    const draw = this.#draw;
    return draw.of([
      () => this.#object(depth - 1, variables),
      () => `(${this.expression(depth - 1, variables)})`,
      () => this.#array(depth - 1, variables),
      () => `$string(${draw.of(fields)})`,
      () => draw.of(["*", "**", "%", `%.${draw.of(fields)}`]),
    ])();
  }

  #operation(depth: number, variables: Variables): string {
    const draw = this.#draw;
    const operators = [
      "+",
      "-",
      "*",
      "/",
      "%",
      "&",
      "&",
      "=",
      "!=",
      "<",
      ">",
      "<=",
      ">=",
      "and",
      "or",
      "in",
      "??",
      "?:",
    ];
    const part = (): string => this.expression(depth - 1, variables);
    if (draw.chance(0.06)) return `-(${part()})`;
    return `(${part()}) ${draw.of(operators)} (${part()})`;
  }

  #call(depth: number, variables: Variables): string {
    const draw = this.#draw;
    const part = (): string => this.expression(depth - 1, variables);
    const one = [
      "sum",
      "count",
      "max",
      "min",
      "average",
      "string",
      "length",
      "uppercase",
      "lowercase",
      "trim",
      "number",
      "abs",
      "floor",
      "ceil",
      "round",
      "boolean",
      "not",
      "exists",
      "keys",
      "values",
      "distinct",
      "reverse",
      "type",
      "spread",
      "merge",
      "sort",
      "join",
      "toMillis",
      "sqrt",
      "clone",
    ];
    return draw.of([
      () => `$${draw.of(one)}(${part()})`,
      () => `$${draw.of(one)}(${part()})`,
      () => `${part()} ~> $${draw.of(one)}${draw.of(["", "()"])}`,
      () =>
        `$${draw.of(["append", "lookup", "zip", "substringBefore", "contains", "split", "power"])}(${part()}, ${part()})`,
      () => `$substring(${part()}, ${draw.of([0, 1, -1, 2])}${draw.of(["", ", 1", ", 2"])})`,
      () =>
        `$replace(${part()}, ${draw.of(['"a"', "/[a-b]/", "/(x) (y)/"])}, ${draw.of(['"z"', '"$1-$0"'])})`,
      () => `$match(${part()}, ${draw.of(["/a/", "/[a-z]+/", "/(a)(b)?/"])})`,
      () => `$pad(${part()}, ${draw.of([3, -4])}, ${draw.of(['"0"', '"-#"'])})`,
      () => `$formatNumber(${part()}, ${draw.of(['"0.00"', '"#,##0.0"'])})`,
      () => `$uppercase(${part()}) & $string(${part()})`,
    ])();
  }

  #higherOrder(depth: number, variables: Variables): string {
    const draw = this.#draw;
    const list = draw.chance(0.6)
      ? draw.of(["list", "rows", "rows.n", "a.rows"])
      : this.expression(depth - 1, variables);
    const name = `v${this.#names++}`;
    const index = `i${this.#names++}`;
    const inner = [...variables, name];
    const body = (): string => this.expression(depth - 1, inner);
    return draw.of([
      () => `$map(${list}, function($${name}) { ${body()} })`,
      () => `$map(${list}, function($${name}, $${index}) { $${index} & ${this.#leaf(inner)} })`,
      () => `$filter(${list}, function($${name}) { ${body()} })`,
      () => `$reduce(${list}, function($${name}, $${index}) { $${name} + $${index} })`,
      () => `$map(${list}, $string)`,
      () => `$sift(${list}, function($${name}) { ${body()} })`,
      () => `$each(${list}, function($${name}, $${index}) { $${index} })`,
      () => `$sort(${list}, function($${name}, $${index}) { $${name} > $${index} })`,
      () => `(function($${name}) { ${body()} })(${list})`,
    ])();
  }

  #object(depth: number, variables: Variables): string {
    const draw = this.#draw;
    const keys = draw.list(0, 3, () => draw.of(["k", "l", "m", "1", "0"]));
    const pairs = [...new Set(keys)].map((key) => `"${key}": ${this.expression(depth - 1, variables)}`);
    if (draw.chance(0.06)) pairs.push(`$string(${draw.of(fields)}): ${this.#leaf(variables)}`);
    return `{${pairs.join(", ")}}`;
  }

  #array(depth: number, variables: Variables): string {
    const draw = this.#draw;
    if (draw.chance(0.15)) return `[${draw.of([0, 1])}..${draw.of([0, 2, 3])}]`;
    return `[${draw.list(0, 3, () => this.expression(depth - 1, variables)).join(", ")}]`;
  }

  #condition(depth: number, variables: Variables): string {
    const part = (): string => this.expression(depth - 1, variables);
    return `(${part()} ? ${part()}${this.#draw.chance(0.8) ? ` : ${part()}` : ""})`;
  }

  #block(depth: number, variables: Variables): string {
    const name = `x${this.#names++}`;
    const value = this.expression(depth - 1, variables);
    return `($${name} := ${value}; ${this.expression(depth - 1, [...variables, name])})`;
  }

  #rare(depth: number, variables: Variables): string {
    const draw = this.#draw;
    const name = `t${this.#names++}`;
    return draw.of([
      () => `rows@$${name}.{"k": $${name}.${draw.of(fields)}, "l": ${draw.of(fields)}}`,
      () => `rows#$${name}.{"k": $${name}, "l": ${draw.of(fields)}}`,
      () => `rows#$${name}[$${name} > 0].${draw.of(fields)}`,
      () => `rows.list.(%.${draw.of(fields)})`,
      () =>
        `$ ~> |${draw.of(["$", "rows", "a"])}|{"z": ${this.#leaf(variables)}}${draw.of(["", ', "n"', ', ["a", "s"]'])}|`,
      () => `$eval(${JSON.stringify(this.expression(depth - 2, []))})`,
      () => `rows{$string(${draw.of(fields)}): $count($)}`,
      () => `(${this.expression(depth - 1, variables)}).${draw.of(fields)}`,
      () => `[${draw.of(fields)}, ${draw.of(fields)}].${draw.of(fields)}`,
      () => `$substring(?, 0, 1)(${JSON.stringify(draw.of(texts))})`,
    ])();
  }
}
