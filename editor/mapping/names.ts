/** What business words mean the same in the systems and languages that meet here. Each line is one meaning; all in small letters without spaces. */
const meanings: readonly string[] = [
  "customer debtor client account relation klant debiteur relatie cliente deudor deb sub",
  "name naam nombre fullname displayname",
  "firstname givenname voornaam nombrepila",
  "lastname surname familyname achternaam apellido apellidos",
  "company companyname organisation organization business bedrijf bedrijfsnaam empresa acctname accountname",
  "email mail emailaddress mailaddress mailbus correo correoelectronico epost",
  "phone telephone phonenumber tel telbus telefoon telefoonnummer telefono",
  "mobile mobilephone cell telmob mobiel movil",
  "street address addressline1 addressline address1 adres straat straatnaam direccion calle",
  "address2 addressline2 adresregel2",
  "housenumber huisnummer nummer portal",
  "postcode zip zipcode postalcode postcode1 postalcode1 codigopostal cp",
  "city town place plaats woonplaats ciudad poblacion localidad",
  "state province region provincie provincia",
  "country countrycode land landcode pais codigopais cntcode cnt",
  "vatnumber vatnr vatid taxid taxnumber btwnummer btwnr nif cif",
  "vatcode taxcode btwcode codigoiva codigofiscal",
  "vatpercentage vatrate taxrate btwpercentage",
  "chamberofcommerce coccode kvk kvknummer registrationnumber",
  "quantity qty amountordered aantal hoeveelheid cantidad units",
  "price unitprice netprice prijs stuksprijs precio preciounitario",
  "total amount totalprice totaal bedrag importe",
  "discount korting descuento discountpercentage",
  "sku itemcode articlecode productcode artikelcode artikelnummer codigoarticulo item article product partno",
  "description omschrijving descripcion shortdescription title omschr",
  "longdescription extendedtext omschrijvinglang body",
  "barcode ean gtin eancode",
  "unit unitcode uom eenheid unidad",
  "weight gewicht peso",
  "ordernumber orderno ordernr ordercode bestelnummer numeropedido orderid",
  "yourref yourreference customerreference externalreference reference referentie uwreferentie referencia ponumber",
  "orderdate orderedat createdat created placedat besteldatum fechapedido",
  "deliverydate leverdatum shippingdate fechaentrega",
  "duedate vervaldatum fechavencimiento",
  "invoicenumber invoiceno factuurnummer numerofactura",
  "invoicedate factuurdatum fechafactura",
  "currency currencycode valuta munt moneda",
  "remarks remark note notes comment comments opmerking opmerkingen observaciones memo",
  "lines orderlines lineitems items rows regels orderregels salesorderlines salesinvoicelines lineas positions",
  "paymentcondition paymentterm paymentterms betalingsconditie betaalconditie condicionpago",
  "paymentmethod paymenttype betaalmethode betaalwijze metodopago",
  "paymentreference betalingskenmerk",
  "shippingmethod deliverymethod verzendmethode verzendwijze metodoenvio",
  "warehouse magazijn almacen location",
  "status state orderstatus",
  "language languagecode taal idioma",
  "website url homepage web",
  "searchcode srccode zoekcode searchname",
  "code number nr no id key subnr debnr",
  "stock stocklevel inventory voorraad existencias onhand",
  "salesperson seller verkoper vendedor",
  "costcenter kostenplaats centrocoste",
  "glaccount ledger ledgeraccount grootboek grootboekrekening cuentacontable",
];

const meaningOf = new Map<string, number>(
  meanings.flatMap((line, index) => line.split(" ").map((word): [string, number] => [word, index])),
);

/** The words of a name, in small letters without accents: `billing_ZIPCode` gives billing, zip, code. */
function wordsOf(name: string): readonly string[] {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** A name without anything that is only a way of writing it. */
function plainName(name: string): string {
  return wordsOf(name).join("");
}

/** How two names of fields are alike, from the strongest likeness to the weakest. */
export type Likeness = "same" | "writing" | "meaning" | "part";

/** How alike a source's name and a target's are; undefined when they are not. `path` leads to the source field, its name last. */
export function likeness(path: readonly string[], target: string): Likeness | undefined {
  const name = path.at(-1) ?? "";
  if (name === target) return "same";
  const [a, b] = [plainName(name), plainName(target)];
  if (a === "" || b === "") return undefined;
  if (a === b) return "writing";
  if (sameMeaning(a, b)) return "meaning";
  return says(path.flatMap(wordsOf), wordsOf(target)) ? "part" : undefined;
}

/**
 * Whether everything that the target's name says is among the words on the way to the source field. The other way round does not
 * count: a phone number is no phone extension. A name of nothing but words such as `code` says too little.
 */
function says(source: readonly string[], target: readonly string[]): boolean {
  if (target.length === 0 || target.every((word) => weak.has(word))) return false;
  return target.every((word) => source.some((one) => one === word || sameMeaning(one, word)));
}

function sameMeaning(a: string, b: string): boolean {
  const meaning = meaningOf.get(a);
  return meaning !== undefined && meaning === meaningOf.get(b);
}

const weak = new Set([
  ...["code", "number", "nr", "no", "id", "key", "name", "naam", "nombre", "date", "datum", "fecha"],
  ...[
    "status",
    "state",
    "type",
    "amount",
    "total",
    "line",
    "lines",
    "address",
    "text",
    "value",
    "description",
  ],
]);
