const LONGEST = 80;
/** RFC 9110 §10.1.5: a name of token characters, and a version of the same. */
const PRODUCT = /[!#$%&'*+.^_`|~\w-]+(\/[!#$%&'*+.^_`|~\w-]+)?/g;
/** What browsers and programs built on them call themselves for old times' sake. */
const COMPATIBILITY = /^(Mozilla|AppleWebKit|Gecko|Version|Mobile|Safari)\//;

/**
 * The program behind a User-Agent header, such as `Thunderbird/140.3.0`: name and version, without the comments in
 * which machines are described. At most 80 characters.
 *
 * @returns null when the header says nothing.
 */
export function clientProduct(userAgent: string | undefined): string | null {
  const products = (userAgent ?? "").replace(/\([^()]*\)/g, " ").match(PRODUCT) ?? [];
  const named = products[0]?.startsWith("Mozilla/")
    ? (products.findLast((product) => !COMPATIBILITY.test(product)) ?? products.at(-1))
    : products[0];
  return named?.slice(0, LONGEST) ?? null;
}
