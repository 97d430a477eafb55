import { afterAll, beforeAll, expect, test } from "vitest";
import { bookMeeting } from "../../support/book-meeting.ts";
import { createRunningClock } from "../../support/running-clock.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

let running: RunningSamtid;
let people: SamplePeople;

beforeAll(async () => {
  running = await startSamtid({
    clock: createRunningClock("2026-03-02T07:30:00Z"),
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 2, individuals: 1 });
    },
  });
});
afterAll(() => running?.stop());

test("a handläggare who books for a colleague: the booking is answered, can be followed and cancelled, but not entered", async () => {
  const booker = await running.signedIn("forsakringskassan", "fk-0");
  const id = await bookMeeting(booker, people, { startAt: "2026-03-02T08:15:00Z", pair: 1 });

  const seen = await booker.get(`/meetings/${id}`);
  expect(seen.body.may).toMatchObject({ move: true, cancel: true, recordAnswer: true, enterRoom: false });
  const colleague = await running.signedIn("forsakringskassan", "fk-1");
  expect((await colleague.get(`/meetings/${id}`)).body.may.enterRoom).toBe(true);
  const cancelled = await booker.post(
    `/meetings/${id}/cancellations`,
    { reason: "booked_wrongly" },
    { "if-match": seen.headers.get("etag")! },
  );
  expect(cancelled.body.status).toBe("cancelled");
});
