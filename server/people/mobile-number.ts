const SWEDEN = "+46";
/** Mobile numbers in the Swedish numbering plan: 070, 072, 073, 076 and 079, and seven digits. */
const SWEDISH_MOBILE = /^\+467[02369]\d{7}$/;
/** E.164: at most fifteen digits after the plus. */
const INTERNATIONAL = /^\+[1-9]\d{6,14}$/;

/**
 * A number that an SMS can be sent to, in the form of E.164, or undefined for one that can't be: a Swedish fixed line
 * or no number at all. What kind of number another country's is, only the gateway knows.
 *
 * @param phone as written by people: `070-174 06 05`, `+46 70 174 06 05`, `0046…`.
 */
export function mobileNumberOf(phone: string): string | undefined {
  const digits = phone.replaceAll(/[\s-]/g, "").replace(/^00/, "+");
  const number = digits.startsWith("0") ? SWEDEN + digits.slice(1) : digits;
  if (number.startsWith(SWEDEN)) return SWEDISH_MOBILE.test(number) ? number : undefined;
  return INTERNATIONAL.test(number) ? number : undefined;
}
