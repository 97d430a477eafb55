import { expect, test } from "vitest";
import type { BookingDraft } from "../../../../client/src/features/book-meeting/booking-draft.ts";
import { emptySide } from "../../../../client/src/features/book-meeting/booking-sides.ts";
import {
  answerByOf,
  meetingOf,
  partiesOf,
} from "../../../../client/src/features/book-meeting/planned-meeting.ts";
import { today } from "../../../../client/src/time/calendar-dates.ts";
import type { CaseSummary } from "../../../../server/people/people.contract.ts";

const NINE = "2099-11-24T08:00:00.000Z";
const TEN = "2099-11-24T09:00:00.000Z";
const PAIR: BookingDraft["pair"] = [
  { organisationId: "forsakringskassan", personId: "anna", name: "Anna" },
  { organisationId: "arbetsformedlingen", personId: "bo", name: "Bo" },
];
const NAMED = [
  { organisationId: "forsakringskassan", handlaggareIds: ["anna"] },
  { organisationId: "arbetsformedlingen", handlaggareIds: ["bo"] },
];

/** Anna herself, and anyone of Arbetsförmedlingen in Uppsala län. */
function draft(part: Partial<BookingDraft>): BookingDraft {
  const anna = {
    personId: "anna",
    name: "Anna",
    organisationId: "forsakringskassan",
    role: "forsakringsutredare",
    officeName: "Uppsala",
  } as const;
  const pool = { lan: "Uppsala län", officeId: "", role: "", language: "", competence: "" } as const;
  return {
    person: { id: "case" } as CaseSummary,
    type: { code: "kontaktmote", requiredParties: ["forsakringskassan", "arbetsformedlingen"] },
    durationMinutes: 60,
    sides: {
      forsakringskassan: emptySide(anna),
      arbetsformedlingen: { by: "pool", colleague: undefined, pool },
    },
    participants: [],
    loosen: [],
    way: "book",
    starts: [],
    pair: [],
    answerByOn: "",
    timesFound: 0,
    period: { fromOn: "2099-11-02", toOn: "2099-11-30" },
    mode: "video",
    place: "",
    ...part,
  } as BookingDraft;
}

test("one by name and one of a pool are searched for, and whoever is proposed at the chosen time is booked", () => {
  const chosen = draft({ starts: [NINE], pair: PAIR });
  expect(partiesOf(chosen)?.sides).toEqual([
    NAMED[0],
    { organisationId: "arbetsformedlingen", pool: { lan: "Uppsala län" } },
  ]);
  expect(meetingOf(chosen)).toMatchObject({
    startAt: NINE,
    handlaggare: PAIR.map(({ organisationId, personId }) => ({ organisationId, personId })),
  });
});

test("nothing is searched for until someone is chosen for each agency, and nothing booked until it is known who comes", () => {
  const { sides } = draft({});
  const missing = { ...sides, forsakringskassan: emptySide(undefined) };
  expect(partiesOf(draft({ sides: missing }))).toBeUndefined();
  expect(meetingOf(draft({ starts: [NINE], pair: [] }))).toBeUndefined();
});

test("once a time to offer is chosen, more are searched for with the same handläggare", () => {
  expect(partiesOf(draft({ way: "offer", starts: [NINE], pair: PAIR }))?.sides).toEqual(NAMED);
});

test("an offer needs two times, and can be answered until the end of its last day in Sweden", () => {
  const offer = { way: "offer", pair: PAIR, answerByOn: "2099-11-20" } as const;
  expect(meetingOf(draft({ ...offer, starts: [NINE] }))).toBeUndefined();
  expect(meetingOf(draft({ ...offer, starts: [NINE, TEN] }))).toMatchObject({
    times: [NINE, TEN],
    answerBy: "2099-11-20T22:59:00Z",
  });
});

test("conditions that are done without follow the meeting, and the day to answer by is the one that was said", () => {
  expect(meetingOf(draft({ starts: [NINE], pair: PAIR, loosen: ["caps"] }))).toMatchObject({
    loosen: ["caps"],
  });
  expect(answerByOf(draft({ answerByOn: "2099-11-20", starts: [NINE] }))).toBe("2099-11-20");
});

test("to pick from, a period needs names on both sides, times, and no more than eight weeks", () => {
  const { sides } = draft({});
  const anna = sides.forsakringskassan.colleague!;
  const bertil = { ...anna, personId: "bertil", organisationId: "arbetsformedlingen" as const };
  const named = { ...sides, arbetsformedlingen: emptySide(bertil) };
  const open = { way: "open", sides: named, timesFound: 4, answerByOn: "2099-11-20" } as const;

  expect(meetingOf(draft(open))).toMatchObject({
    opening: { fromOn: "2099-11-02", untilOn: "2099-11-30" },
    answerBy: "2099-11-20T22:59:00Z",
    handlaggare: [{ personId: anna.personId }, { personId: "bertil" }],
  });
  expect(meetingOf(draft({ ...open, sides }))).toBeUndefined();
  expect(meetingOf(draft({ ...open, timesFound: 0 }))).toBeUndefined();
  const period = { fromOn: "2099-11-02", toOn: "2099-12-28" };
  expect(meetingOf(draft({ ...open, period }))).toBeDefined();
  expect(meetingOf(draft({ ...open, period: { ...period, toOn: "2099-12-29" } }))).toBeUndefined();
  expect(
    answerByOf(draft({ ...open, answerByOn: "", period: { fromOn: "2020-01-01", toOn: "2020-01-20" } })),
  ).toBe(today());
});
