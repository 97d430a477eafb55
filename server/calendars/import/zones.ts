import { findIana } from "windows-iana";
import { zoneOffset, type OffsetAt } from "../../scheduling/local-time.ts";

/** Which clock a time in a calendar is told by. */
export interface Zones {
  /**
   * @param tzid the name the file gives the zone; none for a time without one.
   * @returns minutes ahead of UTC, always: of the source's own zone when nobody knows the file's.
   */
  of(tzid: string | undefined): OffsetAt;
  /** Whether the source's own zone had to be taken for a time that did not say so. */
  wasAssumed(): boolean;
}

const OUTLOOK_ZONES: Readonly<Record<string, string>> = { "tzone://Microsoft/Utc": "UTC" };

/**
 * The zones of one calendar, each found in the file itself, then by its IANA name, its Windows name (CLDR), or the IANA name
 * at the end of a prefix (`/freeassociation.sourceforge.net/Europe/Stockholm`); else the source's own. Never the host's.
 *
 * @param fallback the IANA name of the source's own zone.
 * @param floatingZone what `X-WR-TIMEZONE` says of times without a zone.
 */
export function createZones({
  inFile,
  floatingZone,
  fallback,
}: {
  inFile: ReadonlyMap<string, OffsetAt>;
  floatingZone: string | undefined;
  fallback: string;
}): Zones {
  const known = new Map<string | undefined, OffsetAt>();
  let assumed = false;
  const find = (tzid: string | undefined): OffsetAt => {
    const name = tzid ?? floatingZone;
    const found = name === undefined ? undefined : (inFile.get(name) ?? namedZone(name));
    if (found) return found;
    assumed = true;
    return zoneOffset(fallback)!;
  };
  return {
    of(tzid) {
      const zone = known.get(tzid) ?? find(tzid);
      known.set(tzid, zone);
      return zone;
    },
    wasAssumed: () => assumed,
  };
}

/** A zone by any name that is used for it in calendars. */
function namedZone(written: string): OffsetAt | undefined {
  const name = OUTLOOK_ZONES[written] ?? written;
  const [iana] = findIana(name);
  const candidates = [name, iana, ...endingsOf(name)];
  for (const candidate of candidates) {
    const zone = candidate && zoneOffset(candidate);
    if (zone) return zone;
  }
  return undefined;
}

/** What may be an IANA name after a prefix that ends with a slash: of three, two or one parts. */
function endingsOf(name: string): string[] {
  if (!name.startsWith("/")) return [];
  const parts = name.split("/").filter(Boolean);
  return [3, 2, 1].filter((count) => count < parts.length).map((count) => parts.slice(-count).join("/"));
}
