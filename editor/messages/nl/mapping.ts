import type { mapping as english } from "../en/mapping.ts";
import type { Translation } from "../translation.ts";

export const mapping: Translation<typeof english> = {
  mode: {
    label: "De mapping tonen als",
    table: "Tabel",
    text: "Expressie",
    toggle: "Mapping als tabel of expressie",
  },
  textLabel: "Mapping in JSONata",
  placeholder: "Klik op velden van de invoer, sleep ze hierheen, of typ JSONata",
  cannotSplit:
    "Deze tekst maakt de velden niet één voor één en wordt daarom als geheel getoond. Hij werkt evengoed.",
  coverage: {
    required: "Verplicht {filled, number}/{all, number}",
    optional: "Optioneel {filled, number}/{all, number}",
  },
  add: {
    title: "Veld toevoegen",
    name: "Veld van het doel",
    requiredField: "{name}, verplicht",
    add: "Toevoegen",
  },
  table: {
    field: "Veld",
    expression: "Expressie",
    value: "Waarde voor dit voorbeeld",
    actions: "Acties",
    required: "verplicht",
    unknown: "niet in het doel",
    notMapped: "niet gevuld",
    cellLabel: "Expressie van {name}",
    cellPlaceholder: "Kies een veld uit de invoer, of typ",
    remove: "{name} uit de mapping halen",
    chooseRow: "Kies eerst het doelveld: klik op de rij en dan op het bronveld.",
    emptyTitle: "Er is nog niets gevuld",
    emptyWhy:
      "Voeg een veld van het doel toe en kies uit de invoer wat erin komt. Zet een bestemming achter deze stap en de velden ervan staan hier.",
    filter: {
      label: "Rijen",
      all: "Alle {count, number}",
      required: "Verplicht {count, number}",
      mapped: "Gevuld {count, number}",
      problems: "Problemen {count, number}",
    },
  },
  sent: { value: "verzonden", empty: "lege tekst", null: "null", "not-sent": "niet verzonden" },
  result: {
    missing:
      "{resource} {count, plural, one {vraagt een veld} other {vraagt # velden}} die dit record niet heeft: {fields}.",
  },
};
