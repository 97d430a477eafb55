import { MEETING_TYPE } from "../../../server/meetings/types/registered-types.contract.ts";
import type { MeetingTypeCode } from "../../../server/meetings/meetings.contract.ts";
import { instantAt } from "../../../server/scheduling/local-time.ts";
import { addWorkingDays } from "../../../server/scheduling/swedish-calendar.ts";
import { createRandom } from "../../../server/demo/random.ts";

/** The year's first working day, and how many there are in it. */
const FIRST_DAY = "2026-01-07";
const WORKING_DAYS = 249;
/** The meetings of a national year: those of 2020. */
export const NATIONAL_YEAR = { gemensam_kartlaggning: 8_977, omstallningsmote: 4_262, kontaktmote: 505 };
export const YEAR_MEETINGS = 13_744;
const SHARE = { moved: 0.15, cancelled: 0.08, noShow: 0.05, offered: 0.2 };

/** Län, each with so many handläggare of each agency. */
export const LAN = 21;
/** In the first two, AF's office wants to confirm. */
export const CONFIRMING_LAN = 2;
/** Hours at which meetings start: the first has its last reminder on the evening before, at 19. */
const STARTS = ["08:30", "10:00", "13:00", "14:30"] as const;

/** How a person can be reached, and what their addresses are like. */
export const PROFILES = [
  { name: "all", share: 0.58, email: "good", phone: "good", address: true },
  { name: "email", share: 0.15, email: "good", phone: null, address: true },
  { name: "phone", share: 0.1, email: null, phone: "good", address: true },
  { name: "letter", share: 0.07, email: null, phone: null, address: true },
  { name: "telephone", share: 0.04, email: null, phone: null, address: false },
  { name: "refused-email", share: 0.02, email: "refused", phone: "good", address: true },
  { name: "failing-phone", share: 0.02, email: null, phone: "failing", address: true },
  { name: "protected", share: 0.02, email: "good", phone: "good", address: true },
] as const;
export type Profile = (typeof PROFILES)[number];

/** Something somebody does at a step of the clock. */
export type Deed =
  | { readonly does: "begin" | "confirm" | "reject" | "withdraw" | "cancel" }
  | { readonly does: "choose"; readonly nth: number }
  | { readonly does: "answer"; readonly answer: "accepted" | "declined" }
  | { readonly does: "move"; readonly startAt: Date }
  | { readonly does: "close"; readonly held: boolean };

/** A meeting's life as it will go: who, when, and what happens. */
export interface Life {
  readonly index: number;
  readonly type: MeetingTypeCode;
  readonly profile: Profile;
  /** Numbers of the handläggare, over all län, the same way at both agencies. */
  readonly fk: number;
  readonly af: number;
  readonly begunOn: string;
  readonly durationMinutes: number;
  readonly times: readonly Date[];
  readonly answerBy: Date | null;
  /** By the instant, rising. */
  readonly deeds: readonly { readonly at: Date; readonly deed: Deed }[];
}

/** A plan of a year of meetings; the same for the same size. */
export interface YearPlan {
  readonly lives: readonly Life[];
  readonly handlaggareInLan: number;
}

/** A smaller number of meetings takes a shorter part of the year, at the same density. */
export function planYear(meetings: number): YearPlan {
  const random = createRandom(2026);
  const handlaggareInLan = Math.min(6, 2 + Math.ceil(meetings / 2_000));
  const bookingDays = Math.max(5, Math.round((WORKING_DAYS * meetings) / YEAR_MEETINGS));
  const diary = createDiary(random);
  const types = typesOf(meetings, random);
  const lives = types.map((type, index) => {
    const day = Math.floor((index / meetings) * bookingDays);
    const lan = Math.floor(random() * LAN);
    const one = () => lan * handlaggareInLan + Math.floor(random() * handlaggareInLan);
    return planLife({ index, type, day, lan, fk: one(), af: one() }, diary, random);
  });
  return { lives, handlaggareInLan };
}

function typesOf(meetings: number, random: () => number): MeetingTypeCode[] {
  const types = Object.entries(NATIONAL_YEAR).flatMap(([type, count]) =>
    Array.from({ length: Math.ceil((count * meetings) / YEAR_MEETINGS) }, () => type as MeetingTypeCode),
  );
  return types
    .slice(0, meetings)
    .map((type) => ({ type, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ type }) => type);
}

const dayOf = (day: number) => addWorkingDays(FIRST_DAY, day);
const atStep = (day: number, step: string) => instantAt(dayOf(day), step);

/** Which hours of which handläggare are given away, so that everything planned can be booked. */
function createDiary(random: () => number) {
  const given = new Set<string>();
  return {
    /** A time for both between two days. */
    take(pair: { fk: number; af: number }, fromDay: number, toDay: number): { day: number; startAt: Date } {
      for (;;) {
        const day = fromDay + Math.floor(random() * (toDay - fromDay + 1));
        const start = STARTS[Math.floor(random() * STARTS.length)]!;
        const keys = [`fk${pair.fk} ${day} ${start}`, `af${pair.af} ${day} ${start}`];
        if (keys.some((key) => given.has(key))) continue;
        keys.forEach((key) => given.add(key));
        return { day, startAt: atStep(day, start) };
      }
    },
  };
}

interface Start {
  readonly index: number;
  readonly type: MeetingTypeCode;
  readonly day: number;
  readonly lan: number;
  readonly fk: number;
  readonly af: number;
}

function planLife(start: Start, diary: ReturnType<typeof createDiary>, random: () => number): Life {
  const chance = (share: number) => random() < share;
  const between = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  const { index, type, lan, fk, af, day } = start;
  const [isMoved, isCancelled, isOffer] = [SHARE.moved, SHARE.cancelled, SHARE.offered].map(chance);
  const isDraft = lan < CONFIRMING_LAN;
  const deeds: { at: Date; deed: Deed }[] = [];
  const add = (at: Date, deed: Deed) => void deeds.push({ at, deed });
  const answerLater = (toldOn: number) => {
    if (!chance(0.75)) return;
    const declines = MEETING_TYPE[type].declinable && chance(0.1);
    const at = atStep(toldOn + between(1, 3), chance(0.5) ? "12:00" : "19:00");
    add(at, { does: "answer", answer: declines ? "declined" : "accepted" });
  };

  add(atStep(day, chance(0.5) ? "10:00" : "15:00"), { does: "begin" });
  const toldOn = isDraft ? day + 1 : day;
  const times = Array.from({ length: isOffer ? 3 : 1 }, () =>
    diary.take({ fk, af }, day + 13, day + 25),
  ).sort((a, b) => a.startAt.getTime() - b.startAt.getTime());
  const life = {
    index,
    type,
    profile: pickProfile(random()),
    fk,
    af,
    begunOn: dayOf(day),
    durationMinutes: MEETING_TYPE[type].defaultDurationMinutes,
    times: times.map(({ startAt }) => startAt),
    answerBy: isOffer ? atStep(day + 8, "16:00") : null,
    deeds,
  };
  if (isDraft) {
    const rejected = isCancelled && chance(0.3);
    add(atStep(toldOn, "11:00"), { does: rejected ? "reject" : "confirm" });
    if (rejected) return life;
  }
  let setOn = toldOn;
  let { day: startsOn, startAt } = times[0]!;
  if (isOffer) {
    if (isCancelled && chance(0.3)) return life;
    if (isCancelled && chance(0.3)) {
      add(atStep(toldOn + 4, "11:00"), { does: "withdraw" });
      return life;
    }
    const nth = between(0, 2);
    ({ day: startsOn, startAt } = times[nth]!);
    setOn = toldOn + between(1, 5);
    add(atStep(setOn, chance(0.5) ? "12:00" : "19:00"), { does: "choose", nth });
  } else answerLater(toldOn);
  if (isMoved) {
    const movedOn = between(setOn + 4, startsOn - 1);
    ({ day: startsOn, startAt } = diary.take({ fk, af }, movedOn + 8, movedOn + 20));
    add(atStep(movedOn, chance(0.5) ? "11:00" : "16:00"), { does: "move", startAt });
    setOn = movedOn;
    answerLater(movedOn);
  }
  if (isCancelled) {
    const sameDay = chance(0.15) && startAt > atStep(startsOn, "09:00");
    const at = sameDay ? atStep(startsOn, "08:00") : atStep(between(setOn + 4, startsOn - 1), "11:00");
    add(at, { does: "cancel" });
  } else add(atStep(startsOn, "16:00"), { does: "close", held: !chance(SHARE.noShow) });
  return { ...life, deeds: deeds.sort((a, b) => a.at.getTime() - b.at.getTime()) };
}

function pickProfile(drawn: number): Profile {
  let sum = 0;
  return PROFILES.find(({ share }) => (sum += share) > drawn) ?? PROFILES[0];
}
