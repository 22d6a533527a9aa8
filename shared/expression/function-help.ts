/** What a person needs to know of a function to use it. */
export interface FunctionHelp {
  readonly name: string;
  /** Names of the parameters; `?` behind those that may be left out, `…` behind one that may be repeated. */
  readonly parameters: readonly string[];
  readonly summary: string;
}

/** name(parameters): summary. One line for each function, as the completion list shows it. */
const lines = `
sum(numbers): Adds up the numbers.
count(list): How many items there are.
max(numbers): The largest number.
min(numbers): The smallest number.
average(numbers): The mean of the numbers.
string(value, pretty?): The value as text; JSON for objects and lists.
substring(text, start, length?): A part of the text; a negative start counts from the end.
substringBefore(text, mark): The text before the first mark; all of it without one.
substringAfter(text, mark): The text after the first mark; all of it without one.
lowercase(text): The text in small letters.
uppercase(text): The text in capitals.
length(text): Number of characters.
trim(text): The text without spaces around it, and with single spaces inside.
pad(text, width, fill?): The text filled up to a width; negative widths fill on the left.
contains(text, pattern): Whether the text contains a text or matches a regular expression.
split(text, separator, limit?): The parts between separators.
join(texts, separator?): One text of many.
match(text, pattern, limit?): All matches of a regular expression, with their groups.
replace(text, pattern, replacement, limit?): The text with matches replaced; \`$1\` is the first group.
eval(text, context?): Evaluates a text as an expression.
base64encode(text): Base64 of the text.
base64decode(text): The text behind Base64.
encodeUrlComponent(text): The text for use as one part of a URL.
encodeUrl(text): The text as a URL.
decodeUrlComponent(text): The text behind a part of a URL.
decodeUrl(text): The text behind a URL.
number(value): The value as a number.
abs(number): The number without its sign.
floor(number): Rounded down.
ceil(number): Rounded up.
round(number, decimals?): Rounded, halves to the even neighbour; for money see $roundHalfUp.
power(base, exponent): The base raised to the exponent.
sqrt(number): The square root.
random(): A number from 0 to 1, the same for the same record.
formatNumber(number, picture, options?): The number by a picture such as "#,##0.00".
formatBase(number, base?): The number in another base.
formatInteger(number, picture): A whole number by a picture such as "0001" or "w".
parseInteger(text, picture): The whole number a picture describes.
boolean(value): Whether the value counts as true.
not(value): Whether the value counts as false.
exists(value): Whether there is a value.
append(list, more): Both lists as one.
sort(list, comparator?): The items in order; the function says whether its first argument belongs behind.
reverse(list): The items in reverse order.
shuffle(list): The items in random order, the same for the same record.
distinct(list): The items without repetitions.
zip(lists…): Lists of first items, of second items and so on.
keys(object): The names of the fields.
lookup(object, name): The field of that name.
spread(object): One object for each field.
merge(objects): All fields in one object; later ones win.
sift(object, function): The fields for which the function is true.
each(object, function): What the function makes of each field.
error(message?): Stops with this message.
assert(condition, message?): Stops with this message unless the condition is true.
type(value): string, number, boolean, array, object, function or null.
map(list, function): What the function makes of each item.
filter(list, function): The items for which the function is true.
single(list, function?): The one item for which the function is true; an error if there is not exactly one.
reduce(list, function, initial?): One value of all items: the function gets the result so far and the next item.
now(picture?, timezone?): The present moment as text, the same for the whole record.
millis(): The present moment in milliseconds.
fromMillis(milliseconds, picture?, timezone?): A moment as text.
toMillis(text, picture?): A date and time in milliseconds.
clone(value): A copy of the value.
table(name, value): The row of a value table of this flow.
decimalSum(values): Exact sum of amounts.
decimalMultiply(left, right): Exact product of two amounts.
decimalDivide(left, right, decimals?): Exact quotient of two amounts, rounded half up.
roundHalfUp(value, decimals?): Rounded as on an invoice: halves away from zero.
roundHalfEven(value, decimals?): Rounded with halves to the even neighbour.
`;

const shape = /^(\w+)\(([^)]*)\): (.+)$/;

/** Help for every function that expressions of a flow have, by name without `$`. */
export const functionHelp: ReadonlyMap<string, FunctionHelp> = new Map(
  lines.split("\n").flatMap((line): [string, FunctionHelp][] => {
    const [, name, parameters, summary] = shape.exec(line) ?? [];
    if (name === undefined || parameters === undefined || summary === undefined) return [];
    const names = parameters === "" ? [] : parameters.split(", ");
    return [[name, { name, parameters: names, summary }]];
  }),
);
