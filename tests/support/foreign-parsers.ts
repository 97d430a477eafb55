import { z } from "zod";
import { runPython } from "./debian-python.ts";

const Found = z.strictObject({ uid: z.string(), start: z.string(), end: z.string() });
/** An event, or a busy period, as another library reads it. RFC 3339 in UTC, to the second. */
export type ForeignEvent = z.infer<typeof Found>;

const Reading = z.union([
  z.strictObject({ found: z.array(Found) }).transform(({ found }) => found),
  z.strictObject({ error: z.string() }),
]);
const Readings = z.array(z.strictObject({ icalendar: Reading, vobject: Reading }));

/**
 * Reads calendar objects with python3-icalendar and python3-vobject from Debian, all in one process.
 *
 * @returns for each object what both have found, in the order it stands there.
 * @throws Error that shows the object when one of them can't read it or they disagree, and what to install where they are missing.
 */
export async function readWithForeignParsers(objects: readonly string[]): Promise<ForeignEvent[][]> {
  const readings = Readings.parse(await runPython("read-calendars.py", objects));
  return readings.map(({ icalendar, vobject }, index) => {
    if ("error" in icalendar) throw new Error(`icalendar: ${icalendar.error}\n${objects[index]}`);
    if ("error" in vobject) throw new Error(`vobject: ${vobject.error}\n${objects[index]}`);
    if (JSON.stringify(icalendar) !== JSON.stringify(vobject))
      throw new Error(`icalendar and vobject read different things:\n${objects[index]}`);
    return icalendar;
  });
}
