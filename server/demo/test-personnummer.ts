/** The year from which Skatteverket's test numbers are in the lower series. */
const LOWER_SERIES_SINCE = 1990;

/**
 * A personnummer from the series Skatteverket publishes for tests, which no one is ever given: birth numbers 980–999
 * for those born before 1990, 238 and 239 for those born later, even for women and odd for men. With the control digit
 * that makes Luhn's sum of the last ten digits a multiple of ten.
 *
 * @param bornOn `YYYY-MM-DD`.
 */
export function testPersonnummer(bornOn: string, sex: "woman" | "man"): string {
  const series = Number(bornOn.slice(0, 4)) < LOWER_SERIES_SINCE ? 980 : 238;
  const digits = `${bornOn.replaceAll("-", "")}${series + (sex === "man" ? 1 : 0)}`;
  const sum = [...digits.slice(2)].reduce((total, digit, index) => {
    const product = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (product > 9 ? product - 9 : product);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
