/** What the stand-in holds from the beginning. */

/** VAT codes: code, description, percentage, type. */
export const vat: readonly (readonly [string, string, number, string])[] = [
  ["VH", "Hoog tarief, exclusief 21%", 0.21, "E"],
  ["VL", "Laag tarief, exclusief 9%", 0.09, "E"],
  ["VI", "Hoog tarief, inclusief 21%", 0.21, "I"],
  ["VN", "Geen btw", 0, "N"],
  ["BE", "OSS België, exclusief 21%", 0.21, "E"],
  ["DE", "OSS Duitsland, exclusief 19%", 0.19, "E"],
  ["ES", "OSS Spanje, exclusief 21%", 0.21, "E"],
  ["FR", "OSS Frankrijk, exclusief 20%", 0.2, "E"],
];

/** Ledger accounts: code, description, side, kind, type. */
export const ledger: readonly (readonly [string, string, string, string, number])[] = [
  ["1300", "Debiteuren", "D", "B", 20],
  ["1500", "Btw af te dragen", "C", "B", 24],
  ["8000", "Omzet Nederland", "C", "W", 110],
  ["8010", "Omzet EU", "C", "W", 110],
  ["8020", "Omzet buiten EU", "C", "W", 110],
];

/** Payment conditions: code, description, days. */
export const conditions: readonly (readonly [string, string, number])[] = [
  ["00", "Direct betaald", 0],
  ["14", "14 dagen", 14],
  ["30", "30 dagen", 30],
];

/** Items: code, description, cost price. */
export const products: readonly (readonly [string, string, number])[] = [
  ["BEL-CHR-01", "Fietsbel chroom 60 mm", 4.25],
  ["BEL-BLK-01", "Fietsbel zwart 60 mm", 4.1],
  ["ZAD-GEL-02", "Gelzadel dames", 18.5],
  ["ZAD-LER-01", "Leren zadel klassiek", 42],
  ["SLOT-KET-90", "Kettingslot 90 cm", 16.75],
  ["LAMP-LED-SET", "Ledverlichting set voor en achter", 9.8],
  ["BAND-28-AN", "Buitenband 28 inch anti-lek", 13.2],
  ["TAS-DUB-46", "Dubbele fietstas 46 liter", 27.9],
  ["POMP-STA-11", "Staande pomp 11 bar", 15.4],
  ["HELM-VOLW-M", "Helm volwassen maat M", 21],
  ["KRAT-HOUT-01", "Houten fietskrat", 11.6],
  ["VERZEND", "Verzendkosten", 0],
];

/** Accounts that are there already: some debtors of AccountView, some customers of the web shop, two with one e-mail address. */
export const known: readonly Readonly<Record<string, string>>[] = [
  {
    Code: "10001",
    Name: "Bakkerij De Halm",
    SearchCode: "HALM",
    Email: "inkoop@dehalm.example",
    Phone: "033-4000001",
    AddressLine1: "Molenweg 4",
    Postcode: "3811 AB",
    City: "Amersfoort",
    Country: "NL",
    VATNumber: "NL001234567B01",
  },
  {
    Code: "10002",
    Name: "Peeters Bouw",
    SearchCode: "PEETERS",
    Email: "admin@peeters.example",
    AddressLine1: "Oude Markt 3",
    Postcode: "2000",
    City: "Antwerpen",
    Country: "BE",
  },
  {
    Code: "10007",
    Name: "Slagerij van Dijk",
    SearchCode: "DIJK",
    Email: "info@vandijk.example",
    City: "Utrecht",
    Country: "NL",
  },
  {
    Code: "20001",
    Name: "Sanne de Vries",
    Email: "sanne.devries@mail.example",
    City: "Haarlem",
    Country: "NL",
  },
  { Code: "20002", Name: "Íñigo Muñoz", Email: "inigo.munoz@correo.example", City: "Bilbao", Country: "ES" },
  { Code: "20003", Name: "Fietscafé Het Wiel", Email: "bestel@hetwiel.example", City: "Gent", Country: "BE" },
  {
    Code: "20004",
    Name: "Wijkteam Noord",
    Email: "dubbel@voorbeeld.example",
    City: "Groningen",
    Country: "NL",
  },
  {
    Code: "20005",
    Name: "Wijkteam Noord (oud)",
    Email: "dubbel@voorbeeld.example",
    City: "Groningen",
    Country: "NL",
  },
];

/** Item groups: code, description; the first is the default. */
export const groups: readonly (readonly [string, string])[] = [
  ["HW", "Handelswaar"],
  ["DIENST", "Diensten"],
];

/** Units: code, description; the first is the main one. */
export const unitNames: readonly (readonly [string, string])[] = [
  ["stuk", "Stuk"],
  ["doos", "Doos"],
  ["uur", "Uur"],
];

/** Ways to ship: code, description. */
export const shipping: readonly (readonly [string, string])[] = [
  ["POSTNL", "PostNL pakket"],
  ["DHL", "DHL pakket"],
  ["AFHALEN", "Afhalen"],
];

/** Journals: code, description, type. */
export const journalNames: readonly (readonly [string, string, number])[] = [
  ["10", "Kas", 10],
  ["20", "Bank", 12],
  ["60", "Inkoop", 22],
  ["70", "Verkoop", 20],
  ["90", "Memoriaal", 90],
];
