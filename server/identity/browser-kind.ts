/** What people call their browsers and devices; the first that fits, since most claim to be several. */
const BROWSERS = [
  ["Edge", /\bEdg/],
  ["Firefox", /\b(Firefox|FxiOS)\//],
  ["Opera", /\bOPR\//],
  ["Chrome", /\b(Chrome|CriOS)\//],
  ["Safari", /\bSafari\//],
] as const;
const SYSTEMS = [
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  ["Android", /\bAndroid\b/],
  ["Windows", /\bWindows\b/],
  ["Mac", /\bMac OS X\b/],
  ["Linux", /\bLinux\b/],
] as const;

/** The browser and device of a sign-in in words from a closed list, by `User-Agent`, so that people know their own: "Firefox, Windows". */
export function browserKind(userAgent: string | undefined): string | null {
  const nameIn = (list: readonly (readonly [string, RegExp])[]) =>
    list.find(([, pattern]) => pattern.test(userAgent ?? ""))?.[0];
  const known = [nameIn(BROWSERS), nameIn(SYSTEMS)].filter((name) => name !== undefined);
  return known.length > 0 ? known.join(", ") : null;
}
