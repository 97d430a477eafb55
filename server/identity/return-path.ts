const ANYWHERE = "http://origin.invalid";
const LONGEST = 2000;

/**
 * Where to go after sign-in: a path on this very site, or the start page for anything else (open redirects).
 * Refuses what browsers read as another site: `//host`, backslashes, control characters, dots that fold into `//`.
 */
export function safeReturnPath(wanted: unknown): string {
  if (
    typeof wanted !== "string" ||
    wanted.length > LONGEST ||
    !/^\/[\u0021-\u005b\u005d-\u007e]*$/.test(wanted)
  ) {
    return "/";
  }
  const url = URL.canParse(wanted, ANYWHERE) ? new URL(wanted, ANYWHERE) : undefined;
  if (url?.origin !== ANYWHERE || url.pathname.includes("//")) return "/";
  return url.pathname + url.search + url.hash;
}
