export const mapping = {
  mode: {
    label: "Show the mapping as",
    table: "Table",
    text: "Expression",
    toggle: "Mapping as table or expression",
  },
  textLabel: "Mapping in JSONata",
  placeholder: "Click or drag fields from the input, or type JSONata",
  cannotSplit:
    "This text does not make its fields one by one, so it is shown as a whole. It works all the same.",
  coverage: {
    required: "Required {filled, number}/{all, number}",
    optional: "Optional {filled, number}/{all, number}",
  },
  add: {
    title: "Add a field",
    name: "Field of the target",
    requiredField: "{name}, required",
    add: "Add",
  },
  table: {
    field: "Field",
    expression: "Expression",
    value: "Value for this sample",
    actions: "Actions",
    required: "required",
    unknown: "not in the target",
    notMapped: "not mapped",
    cellLabel: "Expression of {name}",
    cellPlaceholder: "Pick a field from the input, or type",
    remove: "Remove {name} from the mapping",
    chooseRow: "Choose the target field first: click its row, then the source field.",
    emptyTitle: "Nothing is mapped yet",
    emptyWhy:
      "Add a field of the target, then pick what goes into it from the input. Put a destination behind this step and its fields are listed here.",
    filter: {
      label: "Rows",
      all: "All {count, number}",
      required: "Required {count, number}",
      mapped: "Mapped {count, number}",
      problems: "Problems {count, number}",
    },
  },
  sent: { value: "sent", empty: "empty text", null: "null", "not-sent": "not sent" },
  result: {
    missing:
      "{resource} {count, plural, one {needs a field} other {need # fields}} that this record does not have: {fields}.",
  },
} as const;
