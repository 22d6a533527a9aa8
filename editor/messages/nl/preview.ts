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
    matchedBy: "Gezocht op",
    found: "Gevonden",
    notFound: "niets, het zou dus nieuw zijn",
    noMatch: "Er wordt niet naar bestaande records gezocht.",
    matchedRecord: "Het record dat er nu staat",
    changes: "{count, plural, one {# veld zou wijzigen} other {# velden zouden wijzigen}}",
    newFields: "{count, plural, one {# veld zou worden gevuld} other {# velden zouden worden gevuld}}",
    field: "Veld",
    now: "Nu",
    after: "Straks",
    absent: "ontbreekt",
    emptyText: "lege tekst",
    requests: "{count, plural, one {Het verzoek} other {# verzoeken, in deze volgorde}}",
    copyCurl: "Kopiëren als cURL",
    body: "Inhoud van het verzoek",
  },
};
