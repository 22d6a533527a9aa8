export const code = {
  stopped:
    "Looking at this expression took longer than 2 seconds and was stopped. Check for an endless loop.",
  presence: "in {present, number} of {possible, number}",
  nothing: "nothing",
  item: "{place, number}",
  more: "and {count, number} more",
  valueLabel: "Value with this sample",
  fixesLabel: "Quick fixes",
  kind: {
    field: "Field",
    variable: "Variable",
    function: "Function",
    table: "Value table",
    value: "Value of the target",
  },
  variables: {
    source: "the record as it was read",
    steps: "what earlier steps gave",
    meta: "key, id and time of the record",
    error: "why it was rejected before",
  },
  find: {
    label: "Find in this expression",
    next: "Next match",
    previous: "Previous match",
    close: "Close",
    found: "{count, plural, =0 {not found} one {# match} other {# matches}}",
  },
  phrases: {
    close: "Close",
    currentMatch: "current match",
    onLine: "on line",
    completions: "Completions",
    diagnostics: "Problems",
    noDiagnostics: "No problems",
  },
} as const;
