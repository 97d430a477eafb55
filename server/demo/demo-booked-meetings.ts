import type { OtherTimeWish } from "../invitations/invitations.contract.ts";
import { ACCEPTED, GK, KM, OM, UM, type DemoMeeting, type DemoReaction } from "./demo-meeting.ts";

const DECLINED: DemoReaction = { answer: { answer: "declined" } };
const WANTS_TO_TALK: DemoReaction = {
  answer: { answer: "declined", reason: { code: "talk_first", text: null } },
};
const ACCEPTED_BY_TELEPHONE: DemoReaction = { byTelephone: { answer: "accepted" } };

const otherTime = (
  text: string | null,
  weekdays: number[] = [],
  partsOfDay: OtherTimeWish["partsOfDay"] = [],
  mode: OtherTimeWish["mode"] = null,
): DemoReaction => ({
  answer: { answer: "other-time", wish: { weekdays, partsOfDay, earliestOn: null, mode, text } },
});

/**
 * Meetings to come. The first starts as soon as its handläggare can, so that its room can be tried at once.
 */
export const DEMO_BOOKED_MEETINGS: readonly DemoMeeting[] = [
  { who: "karin-odmark", ...OM, minutes: 30, mode: "video", booked: -6, day: 0, ...ACCEPTED },
  { who: "asa-angqvist", ...KM, mode: "video", booked: -8, day: 1, hour: 9, ...ACCEPTED },
  {
    who: "mohammad-al-tamimi",
    ...KM,
    mode: "on_site",
    booked: -5,
    day: 3,
    hour: 10,
    ...otherTime("بعد الظهر أفضل لي، شكراً", [2, 4], ["afternoon"], "telephone"),
  },
  {
    who: "ebba-kallstrom",
    ...GK,
    mode: "video",
    booked: -1,
    day: 4,
    hour: 10,
    offered: {
      otherTimes: [
        { day: 6, hour: 13 },
        { day: 7, hour: 9 },
      ],
      until: { day: 3, hour: 16 },
    },
    opened: true,
  },
  { who: "lukasz-nowak", ...KM, mode: "telephone", booked: -4, day: 2, hour: 13, ...DECLINED },
  { who: "elin-sjogren", ...GK, mode: "mixed", booked: -3, day: 5, hour: 9, opened: true },
  {
    who: "goran-blomqvist",
    ...UM,
    mode: "telephone",
    booked: -4,
    day: 4,
    hour: 14,
    ...ACCEPTED_BY_TELEPHONE,
  },
  {
    who: "renee-lundgren",
    ...GK,
    mode: "video",
    booked: -9,
    day: 6,
    hour: 10,
    ...otherTime("Jag är på behandling på förmiddagarna. Går det bra efter lunch?", [], ["afternoon"]),
    moved: { on: -7, day: 2, hour: 13, ...ACCEPTED },
  },
  { who: "jonas-hakansson", ...OM, mode: "video", booked: -2, day: 6, hour: 13 },
  { who: "fatima-zahra-benali", ...GK, mode: "on_site", booked: -7, day: 8, hour: 10, ...ACCEPTED },
  { who: "per-ake-loof", ...UM, mode: "telephone", booked: -10, day: 1, hour: 13.25, ...ACCEPTED },
  {
    who: "malgorzata-zajac",
    ...KM,
    mode: "video",
    booked: -3,
    day: 7,
    hour: 11,
    ...otherTime("My sister Łucja can come with me on Fridays – would that be possible?", [5]),
  },
  { who: "gunilla-hagg", ...OM, mode: "video", booked: -11, day: 3, hour: 10, ...WANTS_TO_TALK },
  { who: "sara-paivio", ...GK, mode: "on_site", booked: -1, day: 6, hour: 13, notCalled: true },
  { who: "torbjorn-falt", ...KM, mode: "telephone", booked: -8, day: 2, hour: 10, ...ACCEPTED_BY_TELEPHONE },
  { who: "noor-al-hashimi", ...UM, mode: "video", booked: -6, day: 5, hour: 9 },
  { who: "stig-ronnback", ...OM, mode: "on_site", booked: -1, day: 9, hour: 9, notCalled: true },
  {
    who: "maria-jose-fuentes",
    ...GK,
    mode: "video",
    booked: -12,
    day: 3,
    hour: 9,
    ...ACCEPTED,
    moved: { on: -4, day: 1, hour: 10, ...ACCEPTED },
  },
  { who: "bjorn-ahlen", ...KM, mode: "video", booked: -7, day: 4, hour: 10, ...ACCEPTED },
  { who: "agnieszka-wojcik", ...GK, mode: "video", booked: -1, day: 12, hour: 13.5 },
  {
    who: "tariq-mansour",
    ...OM,
    mode: "video",
    booked: -2,
    day: 8,
    hour: 9,
    ...otherTime("هل يمكن أن يكون معي مترجم؟", [], ["midday"]),
  },
  {
    who: "cecilia-hakonsson",
    ...UM,
    mode: "telephone",
    booked: -5,
    day: 7,
    hour: 9,
    ...ACCEPTED_BY_TELEPHONE,
  },
  { who: "hakan-sjoo", ...KM, mode: "mixed", booked: -2, day: 10, hour: 14 },
  {
    who: "viktor-stahl",
    ...UM,
    mode: "video",
    booked: -6,
    day: 5,
    hour: 9,
    opened: true,
    cancelled: { on: -1, reason: "individual" },
  },
  // Who didn't come to the last one picks a time of their own.
  {
    who: "andre-fransen",
    ...OM,
    mode: "video",
    booked: -2,
    day: 4,
    open: { untilDay: 19, until: { day: 10, hour: 16 } },
    opened: true,
  },
];

/** Meetings that the other agency's office is to confirm; booked when it has said that it wants to. */
export const DEMO_DRAFTS: readonly DemoMeeting[] = [
  { who: "nils-erik-tjader", ...UM, mode: "video", booked: -1, day: 9, hour: 10 },
];
