import type { glossary as english } from "../en/glossary.ts";
import type { Translation } from "../translation.ts";

export const glossary: Translation<typeof english> = {
  outcome: {
    created: "Aangemaakt",
    updated: "Bijgewerkt",
    unchanged: "Ongewijzigd",
    skipped: "Overgeslagen",
    filtered: "Gefilterd",
    superseded: "Vervangen",
    retrying: "Nieuwe poging",
    rejected: "Geweigerd",
    unknown: "Wordt nagekeken",
  },
  flowStatus: {
    draft: "Concept",
    active: "Actief",
    changed: "Actief, concept wijkt af",
    paused: "Gepauzeerd",
    stopped: "Gestopt",
    "needs-connection": "Verbinding nodig",
  },
  runState: {
    queued: "Wacht",
    running: "Bezig",
    paused: "Gepauzeerd",
    succeeded: "Klaar",
    failed: "Mislukt",
    stopped: "Gestopt",
  },
  trigger: {
    manual: "Met de hand",
    schedule: "Schema",
    webhook: "Webhook",
    retry: "Nieuwe poging",
    backfill: "Inhaalslag",
  },
  node: {
    source: "Bron",
    mapping: "Mapping",
    filter: "Filter",
    router: "Verdeler",
    split: "Splitsing",
    lookup: "Opzoeking",
    destination: "Bestemming",
    note: "Notitie",
  },
};
