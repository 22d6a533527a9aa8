/** An IBAN in capitals, in groups of four or in one, with check digits that are right. */
export function isIban(text: string): boolean {
  return (
    /^[A-Z]{2}\d{2}[A-Z0-9 ]{11,40}$/.test(text) &&
    /^\w{15,34}$/.test(compact(text)) &&
    rest97(compact(text)) === 1
  );
}

/** The country stays, everything else is made up, and the check digits are right again. */
export function standInIban(iban: string, standInWords: (text: string) => string): string {
  const country = iban.slice(0, 2);
  const account = standInWords(compact(iban).slice(4));
  const check = String(98 - rest97(`${country}00${account}`)).padStart(2, "0");
  const signs = [...country, ...check, ...account];
  return iban.replace(/[A-Z0-9]/g, () => signs.shift() ?? "");
}

/** A number that begins with its country, such as that of value-added tax. The country tells little, and rules often look at it. */
export function hasCountry(text: string): boolean {
  return /^[A-Z]{2}\d[A-Z0-9. ]{7,}$/.test(text);
}

function compact(text: string): string {
  return text.replaceAll(" ", "");
}

/** The check of ISO 7064, mod 97-10, with the first four signs at the end. */
function rest97(iban: string): number {
  let rest = 0;
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
