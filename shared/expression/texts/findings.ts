/** What lint says of an expression that can be read, by the code of the finding. */
export const findings = {
  "unknown-field": "`{name}` is not in any of {count} samples.{close}",
  "unknown-field.one": "`{name}` is not in the sample.{close}",
  "unknown-variable": "There is no variable `{name}`.{close}",
  "unknown-function": "There is no function `{name}`.{close}",
  "unknown-function.dollar": "`{name}` is not a function: names of functions begin with `$`.{close}",
  "unknown-table": "There is no value table `{name}` in this flow.{close}",
  "unknown-step": "No step before this one is called `{name}`.{close}",
  "collapsing-list":
    "With one item `{name}` becomes that item instead of a list, and with none it is left out.",
  "collapsing-list.unnamed":
    "With one item this becomes that item instead of a list, and with none it is left out.",
  "partial-aggregate": "`{name}` is missing in {count} items of the samples; `{function}` passes over them.",
  "mixed-comparison": "`{operator}` compares a text with a number: they are never equal.",
  "mixed-comparison.order": "`{operator}` compares a text with a number: that is an error.",
  "division-by-zero": "This divides by zero.",
  "division-by-zero.possible":
    "Where `{divisor}` is 0 this gives an infinite number, which is then an error.",
  "large-integer": "{number} is larger than a number can hold exactly; its last digits would change.",
} as const;

/** What the quick fixes do. */
export const fixes = {
  change: "Change to `{name}`",
  close: "Add `{name}`",
  keepList: "Keep it a list",
  asNumbers: "Compare as numbers",
  guardDivision: "Leave it out where the divisor is 0",
  asText: "Write it as text",
} as const;
