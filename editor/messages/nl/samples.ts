import type { samples as english } from "../en/samples.ts";
import type { Translation } from "../translation.ts";

export const samples: Translation<typeof english> = {
  bar: {
    label: "Voorbeeld",
    place: "Voorbeeld {at, number} van {count, number}",
    next: "Volgend voorbeeld",
    previous: "Vorig voorbeeld",
    onlyOne: "Er is maar één voorbeeld.",
    loading: "Voorbeelden worden opgehaald uit de bron…",
    none: "Nog geen voorbeeld",
    gone: "De voorbeelden die om {at} zijn opgehaald zijn weg: de server onthoudt ze een uur en vergeet ze bij een herstart.",
    fetchAgain: "Opnieuw ophalen",
    keep: "Dit voorbeeld bij de flow bewaren",
    isKept: "Dit voorbeeld is al bewaard.",
    change: "Wijzigen",
    origin: {
      source: "opgehaald {at}",
      pasted: "geplakt {at}",
      record: "gelezen {at}, uit het recordlogboek",
      kept: "bewaard, gelezen {at}",
    },
  },
  picker: {
    open: "Een voorbeeld kiezen",
    title: "Welk record bekeken wordt",
    source: "Uit de bron",
    paste: "Plakken",
    kept: "Bewaard ({count, number})",
    by: "Zoeken op",
    key: "Sleutel van een record",
    value: "Waarde",
    find: "Zoeken",
    fetchNewest: "De nieuwste ophalen",
    list: "Voorbeelden",
    noneTitle: "Geen voorbeelden",
    noneWhy: "Er is nog niets opgehaald. Stel de bronstap in of plak een record.",
    pushedWhy:
      "Records worden naar deze bron gestuurd en kunnen niet worden opgehaald. Stuur er een vanuit het andere systeem terwijl hier wordt geluisterd, of plak er een.",
    copyAddress: "Adres kopiëren",
    useHeard: "{count, plural, one {Dit record gebruiken} other {Deze # records gebruiken}}",
  },
  standIns: "Plaatsvervangers",
  kept: {
    list: "Bewaarde voorbeelden",
    noneTitle: "Bij deze flow zijn geen voorbeelden bewaard",
    noneWhy:
      "Opgehaalde en geplakte voorbeelden verdwijnen na een tijd. Bewaar er een dat iets bijzonders laat zien, met de bladwijzer in de voorbeeldbalk.",
    name: "Naam",
    rename: "{name} hernoemen",
    saveName: "De naam opslaan",
    remove: "{name} verwijderen",
    removed: "{name} is verwijderd.",
    undo: "Ongedaan maken",
  },
  keep: {
    title: "Dit voorbeeld bij de flow bewaren",
    name: "Naam",
    keep: "Bewaren",
    done: "{name} is bij de flow bewaard.",
    personal:
      "{count, plural, one {Dit veld zegt iets over een persoon en wordt een plaatsvervanger, een verzonnen waarde van dezelfde soort:} other {Deze velden zeggen iets over een persoon en worden plaatsvervangers, verzonnen waarden van dezelfde soort:}}",
    nothingPersonal:
      "Geen veld van deze bron is als persoonlijk gemarkeerd, dus het record wordt bewaard zoals het is. Persoonlijke velden worden in de bronstap gemarkeerd, onder Meer instellingen.",
    alreadyStandIns: "De persoonlijke velden van dit record zijn al plaatsvervangers.",
  },
  paste: {
    label: "Records",
    help: "JSON (één record of een lijst), één JSON-record per regel, of CSV met een kopregel. Ze blijven in dit venster.",
    read: "{count, plural, one {# record} other {# records}} gelezen als {format, select, json {JSON} ndjson {NDJSON} csv {CSV} other {tekst}}.",
    more: "{count, number} meer zijn weggelaten.",
    use: "Als voorbeelden gebruiken",
    noRecords: "Deze lijst is leeg. Plak ten minste één record.",
    json: "Dit is geen JSON: kijk bij regel {line, number}.",
    ndjson: "Regel {line, number} is geen JSON. Elke regel moet één heel record zijn.",
    csv: {
      "no-header":
        "Dit is geen JSON en ook geen tabel: de eerste regel moet ten minste twee kolommen noemen, met een rij eronder.",
      "open-quote": "Een aanhalingsteken dat in regel {line, number} begint wordt nergens gesloten.",
      columns: "Regel {line, number} heeft een ander aantal kolommen dan de kopregel.",
    },
  },
};
