import fc from "fast-check";
import { expect, test } from "vitest";
import { MESSAGE_CHANNELS } from "../../../server/people/people.contract.ts";
import { MESSAGE_STATES } from "../../../server/invitations/invitations.contract.ts";
import {
  stepsOf,
  withReport,
  type DeliveryReport,
  type Reported,
} from "../../../server/invitations/message-progress.ts";

const instant = fc
  .integer({ min: 0, max: 10_000 })
  .map((seconds) => new Date(1_770_000_000_000 + seconds * 1_000));
const report = fc.record<DeliveryReport>({ outcome: fc.constantFrom("delivered", "bounced"), at: instant });
const sent = fc
  .constantFrom("queued", "sending", "handed_over", "failed")
  .map((state): Reported => ({ state, deliveredAt: null, bouncedAt: null }));
const after = (message: Reported, reports: readonly DeliveryReport[]) => reports.reduce(withReport, message);

test("delivery reports that come twice and in any order end in the same state", () => {
  const shuffled = fc.array(report, { minLength: 1, maxLength: 6 }).chain((reports) =>
    fc.record({
      reports: fc.constant(reports),
      again: fc
        .shuffledSubarray([...reports, ...reports], { minLength: 2 * reports.length })
        .map((all) => all),
    }),
  );
  fc.assert(
    fc.property(sent, shuffled, (message, { reports, again }) => {
      expect(after(message, again)).toEqual(after(message, reports));
    }),
  );
});

test("what has been reported as delivered stays so, whatever is reported before or after", () => {
  fc.assert(
    fc.property(sent, fc.array(report), fc.array(report), instant, (message, before, later, at) => {
      const ended = after(message, [...before, { outcome: "delivered", at }, ...later]);
      expect(ended.state).toBe("handed_over");
      expect(ended.deliveredAt!.getTime()).toBeLessThanOrEqual(at.getTime());
    }),
  );
});

test("a message that only bounced has failed", () => {
  const at = new Date("2026-03-02T08:00:00Z");
  const message = { state: "handed_over", deliveredAt: null, bouncedAt: null } as const;
  expect(withReport(message, { outcome: "bounced", at })).toEqual({
    state: "failed",
    deliveredAt: null,
    bouncedAt: at,
  });
});

test.each(["superseded", "to_do", "done"] as const)(
  "a report of what was never sent (%s) changes nothing",
  (state) => {
    const message = { state, deliveredAt: null, bouncedAt: null };
    expect(withReport(message, { outcome: "bounced", at: new Date() })).toEqual(message);
  },
);

test("the steps of a message, whatever is known: in order of time, and never delivered unless somebody said so", () => {
  const known = fc.option(instant, { nil: null });
  fc.assert(
    fc.property(
      fc.constantFrom(...MESSAGE_CHANNELS),
      fc.constantFrom(...MESSAGE_STATES),
      known,
      known,
      (channel, state, handedOverAt, deliveredAt) => {
        const queuedAt = new Date(0);
        const steps = stepsOf({
          channel,
          state,
          failure: null,
          queuedAt,
          changedAt: queuedAt,
          progress: { handedOverAt, deliveredAt, bouncedAt: null, openedAt: null },
        });
        expect(steps.some(({ step }) => step === "delivered")).toBe(deliveredAt !== null);
        expect(steps.map(({ at }) => at)).toEqual(steps.map(({ at }) => at).toSorted());
      },
    ),
  );
});

test("a mail that was handed over and whose page was opened: each step says from where it is known", () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 8, minute));
  const steps = stepsOf({
    channel: "email",
    state: "handed_over",
    failure: null,
    queuedAt: at(0),
    changedAt: at(1),
    progress: { handedOverAt: at(1), deliveredAt: null, bouncedAt: null, openedAt: at(9) },
  });
  expect(steps).toEqual([
    { step: "queued", at: at(0).toISOString(), knownFrom: "samtid" },
    { step: "handed_over", at: at(1).toISOString(), knownFrom: "mail_server" },
    { step: "opened", at: at(9).toISOString(), knownFrom: "recipients_page" },
  ]);
});
