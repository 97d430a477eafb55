import type { Clock } from "../../platform/clock.ts";
import type { ReadJointMinutes } from "../../scheduling/read-joint-minutes.ts";
import { addDays, localDateOf } from "../../scheduling/local-time.ts";
import { poolsOf } from "./joint-capacity.ts";
import type { PublishedRepository } from "./published.repository.ts";
import { buildTree } from "./tree.ts";

/** How far ahead is looked. */
const DAYS = 28;
/** A month that couldn't be noted on its last night may be so for a week; after that it would tell of another time. */
const LAST_DAY_TO_NOTE = 7;

/**
 * Notes, once a month is over, how much time the agencies have together in the four weeks to come. Later it can't be known. Doing it again does
 * nothing.
 *
 * @returns whether anything was noted.
 */
export type NoteCapacity = () => Promise<boolean>;

export function createNoteCapacity({
  published,
  readJointMinutes,
  clock,
}: {
  readonly published: Pick<
    PublishedRepository,
    "findTree" | "listOffices" | "listGroups" | "listCapacity" | "noteCapacity"
  >;
  readonly readJointMinutes: ReadJointMinutes;
  readonly clock: Clock;
}): NoteCapacity {
  return async () => {
    const today = localDateOf(clock.now());
    const dayOfMonth = Number(today.slice(8));
    if (dayOfMonth > LAST_DAY_TO_NOTE) return false;
    const [year, month] = addDays(today, -dayOfMonth).split("-").map(Number) as [number, number];
    if ((await published.listCapacity(year)).some((noted) => noted.month === month)) return false;
    const offices = await published.listOffices();
    const tree = (await published.findTree(year)) ?? buildTree(offices, await published.listGroups());
    const noted = [];
    for (const { node, offices: members } of poolsOf(tree, offices))
      noted.push({ node, minutes: await readJointMinutes(members, { fromOn: today, days: DAYS }) });
    await published.noteCapacity({ year, month, at: clock.now() }, noted);
    return noted.length > 0;
  };
}
