import type { code as english } from "../en/code.ts";
import type { Translation } from "../translation.ts";

export const code: Translation<typeof english> = {
  stopped:
    "Deze expressie bekijken duurde langer dan 2 seconden en is gestopt. Kijk of er een eindeloze lus in staat.",
  presence: "in {present, number} van {possible, number}",
  nothing: "niets",
  item: "{place, number}",
  more: "en nog {count, number}",
  valueLabel: "Waarde met dit voorbeeld",
  fixesLabel: "Snelle oplossingen",
  kind: {
    field: "Veld",
    variable: "Variabele",
    function: "Functie",
    table: "Waardetabel",
    value: "Waarde van het doel",
  },
  variables: {
    source: "het record zoals het is gelezen",
    steps: "wat eerdere stappen gaven",
    meta: "sleutel, id en tijd van het record",
    error: "waarom het eerder is geweigerd",
  },
  functions: {
    title: "Functies",
    close: "Functies sluiten",
    open: "Functies van expressies",
    search: "Functie zoeken",
    emptyTitle: "Geen functie heet zo of doet dat",
    emptyWhy: "Probeer een ander woord, bijvoorbeeld “datum” of “afronden”.",
    insertCall: "{name} invoegen",
    insertExample: "Voorbeeld van {name} invoegen",
    inserted: "{text} ingevoegd",
    group: {
      flow: "Van flows: waardetabellen en precieze bedragen",
      text: "Tekst",
      number: "Getallen",
      list: "Lijsten",
      object: "Objecten",
      check: "Voorwaarden en fouten",
      date: "Datums en tijden",
      code: "Codering en de rest",
    },
  },
  find: {
    label: "Zoeken in deze expressie",
    next: "Volgende treffer",
    previous: "Vorige treffer",
    close: "Sluiten",
    found: "{count, plural, =0 {niet gevonden} one {# treffer} other {# treffers}}",
  },
  phrases: {
    close: "Sluiten",
    currentMatch: "huidige treffer",
    onLine: "op regel",
    completions: "Aanvullingen",
    diagnostics: "Problemen",
    noDiagnostics: "Geen problemen",
  },
};
