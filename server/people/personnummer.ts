/** A Swedish personnummer or samordningsnummer in twelve digits, `YYYYMMDDNNNC`. */
export interface Personnummer {
  readonly digits: string;
  readonly birthYear: number;
}

/** Those who were old when personnummer came in 1947. */
const EARLIEST_BIRTH_YEAR = 1840;

/** Luhn over the last ten digits, as Skatteverket defines the control digit (SKV 704). */
function hasRightControlDigit(tenDigits: string): boolean {
  const sum = [...tenDigits].reduce((total, digit, index) => {
    const product = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (product > 9 ? product - 9 : product);
  }, 0);
  return sum % 10 === 0;
}

/** A coordination number has 60 added to the day. */
function isRealDate(year: number, month: number, dayOrCoordinationDay: number): boolean {
  const day = dayOrCoordinationDay > 60 ? dayOrCoordinationDay - 60 : dayOrCoordinationDay;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** The century of a ten-digit number: the latest that makes the person born by now, one earlier with `+`. */
function centuryOf(twoDigitYear: number, separator: string | undefined, thisYear: number): number {
  const latest = Math.floor((thisYear - twoDigitYear) / 100) * 100;
  return separator === "+" ? latest - 100 : latest;
}

/**
 * Reads a personnummer written with ten or twelve digits, with or without separator.
 *
 * @param thisYear needed to tell the century of a ten-digit number, and who is not born yet.
 * @returns undefined when it isn't one.
 */
export function parsePersonnummer(text: string, thisYear: number): Personnummer | undefined {
  const match = /^(\d{2})?(\d{2})(\d{2})(\d{2})([-+])?(\d{4})$/.exec(text.replaceAll(" ", ""));
  if (!match) return undefined;
  const [, century, yy, mm, dd, separator, serial] = match as unknown as [string, string?, ...string[]];
  const year = (century ? Number(century) * 100 : centuryOf(Number(yy), separator, thisYear)) + Number(yy);
  if (year < EARLIEST_BIRTH_YEAR || year > thisYear) return undefined;
  if (!isRealDate(year, Number(mm), Number(dd))) return undefined;
  if (!hasRightControlDigit(`${yy}${mm}${dd}${serial}`)) return undefined;
  return { digits: `${year}${mm}${dd}${serial}`, birthYear: year };
}
