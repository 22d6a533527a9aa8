import type { preview as english } from "../en/preview.ts";
import type { Translation } from "../translation.ts";

export const preview: Translation<typeof english> = {
  state: {
    stopped: "{step} is gestopt: {expression} was niet binnen 2 seconden klaar.",
    failed: "De voorvertoning kon niet worden berekend. {message}",
    server: "De systemen konden niet worden bevraagd. {message}",
    asking: "De systemen worden bevraagd…",
    askedAt: "systemen bevraagd {at}",
    nothingSent: "Voorvertoning, er wordt niets verzonden",
    refresh: "De systemen opnieuw bevragen",
    refreshNow: "opnieuw vragen",
  },
  condition: {
    and: "en",
    or: "of",
    true: "waar",
    false: "onwaar",
    nothing: "niets",
    failed: "fout",
    wholeHolds: "De voorwaarde klopt",
    wholeFails: "De voorwaarde klopt niet",
  },
  dryRun: {
    notSent: "Niet verzonden",
    notSentWhy: "Dit zou er in een run gebeuren.",
    decision: {
      create: "Aanmaken",
      update: "Bijwerken",
      unchanged: "Ongewijzigd, niets te verzenden",
      skip: "Met rust laten",
      reject: "Weigeren",
    },
    provisional:
      "Hangt af van een record dat nog niet bestaat; sommige waarden staan hier in plaats van die welke het systeem zal geven.",
    noMatch: "Er wordt niet naar bestaande records gezocht.",
    stale: "De systemen worden nu gevraagd naar het record zoals het is. Dit is het vorige antwoord.",
    staleFailed:
      "De systemen konden niet worden gevraagd naar het record zoals het nu is. Dit is het vorige antwoord.",
    matchedBy: "Gezocht",
    found: "Gevonden",
    foundCount: "{count, plural, =0 {niets, dus het zou nieuw zijn} one {# record} other {# records}}",
    sentBefore: "Eerder verzonden als",
    asked: "Gevraagd",
    cost: "Kosten",
    calls:
      "{lookUps, plural, =0 {} one {# aanroep om te zoeken, } other {# aanroepen om te zoeken, }}{writes, plural, =0 {geen om te verzenden} one {# om te verzenden} other {# om te verzenden}}",
    allows: "het systeem staat {what} toe",
    allowed: {
      minute: "{calls, number} per minuut",
      day: "{calls, number} per dag",
      window: "{calls, number} per {name}",
    },
    changes:
      "{count, plural, =0 {Er zou niets veranderen} one {# veld zou veranderen} other {# velden zouden veranderen}}",
    differs:
      "{count, plural, =0 {In het doel verschilt niets} one {# veld verschilt in het doel} other {# velden verschillen in het doel}}",
    differsInTarget:
      "Er wordt niets verzonden, want het record is gelijk aan wat het laatst is verzonden. In het doel staan toch andere waarden.",
    allFields: "Alle velden",
    moreFields: "{count, plural, one {Nog # veld} other {Nog # velden}}",
    field: "Veld",
    now: "In het doel",
    after: "Zou worden verzonden",
    left: "blijft",
    leftWhy: "Alleen bij aanmaken verzonden: een wijziging laat de waarde staan.",
    kindOfWrite: "Soort verzoek",
    would: { create: "Aanmaken", update: "Wijzigen" },
    other: { create: "Als het nieuw was", update: "Als het er al was" },
    not: {
      create: "Niet wat er nu zou gebeuren: dit zou worden verzonden als er niets werd gevonden.",
      update:
        "Niet wat er nu zou gebeuren: dit zou worden verzonden als het record er al was. De id staat in voor die van het record.",
    },
    createOnly: { create: "Alleen bij aanmaken verzonden:", update: "Niet in een wijziging:" },
    nothingLeft: "Er valt niets te verzenden: voor het systeem zijn de waarden die er staan dezelfde.",
    absent: "ontbreekt",
    emptyText: "lege tekst",
    requests: "{count, plural, =0 {Geen verzoek} one {Het verzoek} other {# verzoeken, in deze volgorde}}",
    copyCurl: "Kopiëren als cURL",
    body: "Inhoud van het verzoek",
  },
};
