/** What each function of an expression does, in one line. The editor has the same in other languages. */
export const functionSummaries = {
  table: "The row of a value table of this flow.",
  decimalSum: "Exact sum of amounts.",
  decimalMultiply: "Exact product of two amounts.",
  decimalDivide: "Exact quotient of two amounts, rounded half up.",
  roundHalfUp: "Rounded as on an invoice: halves away from zero.",
  roundHalfEven: "Rounded with halves to the even neighbour.",
  string: "The value as text; JSON for objects and lists.",
  substring: "A part of the text; a negative start counts from the end.",
  substringBefore: "The text before the first mark; all of it without one.",
  substringAfter: "The text after the first mark; all of it without one.",
  lowercase: "The text in small letters.",
  uppercase: "The text in capitals.",
  length: "Number of characters.",
  trim: "The text without spaces around it, and with single spaces inside.",
  pad: "The text filled up to a width; negative widths fill on the left.",
  contains: "Whether the text contains a text or matches a regular expression.",
  split: "The parts between separators.",
  join: "One text of many.",
  match: "All matches of a regular expression, with their groups.",
  replace: "The text with matches replaced; `$1` is the first group.",
  number: "The value as a number.",
  abs: "The number without its sign.",
  floor: "Rounded down.",
  ceil: "Rounded up.",
  round: "Rounded, halves to the even neighbour; for money see $roundHalfUp.",
  power: "The base raised to the exponent.",
  sqrt: "The square root.",
  sum: "Adds up the numbers.",
  max: "The largest number.",
  min: "The smallest number.",
  average: "The mean of the numbers.",
  random: "A number from 0 to 1, the same for the same record.",
  formatNumber: 'The number by a picture such as "#,##0.00".',
  formatBase: "The number in another base.",
  formatInteger: 'A whole number by a picture such as "0001" or "w".',
  parseInteger: "The whole number a picture describes.",
  count: "How many items there are.",
  append: "Both lists as one.",
  sort: "The items in order; the function says whether its first argument belongs behind.",
  reverse: "The items in reverse order.",
  shuffle: "The items in random order, the same for the same record.",
  distinct: "The items without repetitions.",
  zip: "Lists of first items, of second items and so on.",
  map: "What the function makes of each item.",
  filter: "The items for which the function is true.",
  single: "The one item for which the function is true; an error if there is not exactly one.",
  reduce: "One value of all items: the function gets the result so far and the next item.",
  keys: "The names of the fields.",
  lookup: "The field of that name.",
  spread: "One object for each field.",
  merge: "All fields in one object; later ones win.",
  sift: "The fields for which the function is true.",
  each: "What the function makes of each field.",
  boolean: "Whether the value counts as true.",
  not: "Whether the value counts as false.",
  exists: "Whether there is a value.",
  type: "string, number, boolean, array, object, function or null.",
  assert: "Stops with this message unless the condition is true.",
  error: "Stops with this message.",
  now: "The present moment as text, the same for the whole record.",
  millis: "The present moment in milliseconds.",
  fromMillis: "A moment as text.",
  toMillis: "A date and time in milliseconds.",
  base64encode: "Base64 of the text.",
  base64decode: "The text behind Base64.",
  encodeUrlComponent: "The text for use as one part of a URL.",
  encodeUrl: "The text as a URL.",
  decodeUrlComponent: "The text behind a part of a URL.",
  decodeUrl: "The text behind a URL.",
  eval: "Evaluates a text as an expression.",
  clone: "A copy of the value.",
} as const;

/** How a person looks for a function. `flow` are those that JSONata itself does not have. */
export type FunctionGroup = keyof typeof signatures;

/** What a person needs to know of a function to use it. */
export interface FunctionHelp {
  readonly name: string;
  readonly group: FunctionGroup;
  /** Names of the parameters; `?` behind those that may be left out, `…` behind one that may be repeated. */
  readonly parameters: readonly string[];
  readonly summary: string;
}

const signatures = {
  flow: [
    "table(name, value)",
    "decimalSum(values)",
    "decimalMultiply(left, right)",
    "decimalDivide(left, right, decimals?)",
    "roundHalfUp(value, decimals?)",
    "roundHalfEven(value, decimals?)",
  ],
  text: [
    "string(value, pretty?)",
    "substring(text, start, length?)",
    "substringBefore(text, mark)",
    "substringAfter(text, mark)",
    "lowercase(text)",
    "uppercase(text)",
    "length(text)",
    "trim(text)",
    "pad(text, width, fill?)",
    "contains(text, pattern)",
    "split(text, separator, limit?)",
    "join(texts, separator?)",
    "match(text, pattern, limit?)",
    "replace(text, pattern, replacement, limit?)",
  ],
  number: [
    "number(value)",
    "abs(number)",
    "floor(number)",
    "ceil(number)",
    "round(number, decimals?)",
    "power(base, exponent)",
    "sqrt(number)",
    "sum(numbers)",
    "max(numbers)",
    "min(numbers)",
    "average(numbers)",
    "random()",
    "formatNumber(number, picture, options?)",
    "formatBase(number, base?)",
    "formatInteger(number, picture)",
    "parseInteger(text, picture)",
  ],
  list: [
    "count(list)",
    "append(list, more)",
    "sort(list, comparator?)",
    "reverse(list)",
    "shuffle(list)",
    "distinct(list)",
    "zip(lists…)",
    "map(list, function)",
    "filter(list, function)",
    "single(list, function?)",
    "reduce(list, function, initial?)",
  ],
  object: [
    "keys(object)",
    "lookup(object, name)",
    "spread(object)",
    "merge(objects)",
    "sift(object, function)",
    "each(object, function)",
  ],
  check: [
    "boolean(value)",
    "not(value)",
    "exists(value)",
    "type(value)",
    "assert(condition, message?)",
    "error(message?)",
  ],
  date: [
    "now(picture?, timezone?)",
    "millis()",
    "fromMillis(milliseconds, picture?, timezone?)",
    "toMillis(text, picture?)",
  ],
  code: [
    "base64encode(text)",
    "base64decode(text)",
    "encodeUrlComponent(text)",
    "encodeUrl(text)",
    "decodeUrlComponent(text)",
    "decodeUrl(text)",
    "eval(text, context?)",
    "clone(value)",
  ],
} as const;

const shape = /^(\w+)\((.*)\)$/;

/** Help for every function that expressions of a flow have, by name without `$`, in English. */
export const functionHelp: ReadonlyMap<string, FunctionHelp> = new Map(
  Object.entries(signatures).flatMap(([group, written]) =>
    written.map((signature): [string, FunctionHelp] => {
      const [, name = "", parameters = ""] = shape.exec(signature) ?? [];
      const summaries: Readonly<Record<string, string>> = functionSummaries;
      return [
        name,
        {
          name,
          // The keys of that very object.
          group: group as FunctionGroup,
          parameters: parameters === "" ? [] : parameters.split(", "),
          summary: summaries[name] ?? "",
        },
      ];
    }),
  ),
);
