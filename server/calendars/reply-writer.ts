import ICAL from "ical.js";

/** What one answers to an invitation in one's calendar; `startAt` is when one would rather come. */
export type CalendarAnswer =
  | { readonly said: "accepted" | "declined" | "tentative" }
  | { readonly said: "counter"; readonly startAt: Date };

/** An iTIP answer, and between whom it goes. */
export interface WrittenReply {
  readonly method: "REPLY" | "COUNTER";
  readonly content: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Answers an invitation of ours as its recipient's calendar program would (RFC 5546 §3.2.3 and §3.2.7), for trying Samtid without
 * such a program.
 *
 * @param request the invitation, as it was sent.
 * @param at becomes DTSTAMP.
 */
export function writeReply(
  request: string,
  { answer, comment, at }: { answer: CalendarAnswer; comment: string | null; at: Date },
): WrittenReply {
  const calendar = new ICAL.Component(ICAL.parse(request) as unknown[]);
  const event = calendar.getFirstSubcomponent("vevent");
  const attendee = event?.getFirstProperty("attendee");
  if (!event || !attendee) throw new TypeError("Not an invitation");
  const method = answer.said === "counter" ? "COUNTER" : "REPLY";
  calendar.updatePropertyWithValue("method", method);
  calendar.updatePropertyWithValue("prodid", "-//Samtid//Trying out//SV");
  event.updatePropertyWithValue("dtstamp", ICAL.Time.fromJSDate(at, true));
  attendee.setParameter("partstat", answer.said === "counter" ? "TENTATIVE" : answer.said.toUpperCase());
  if (comment) event.addPropertyWithValue("comment", comment);
  if (answer.said === "counter") moveTo(event, answer.startAt);
  return {
    method,
    content: `${calendar.toString()}\r\n`,
    from: addressOf(attendee),
    to: addressOf(event.getFirstProperty("organizer")),
  };
}

/** As long as before. */
function moveTo(event: ICAL.Component, startAt: Date): void {
  const instantOf = (name: string) => (event.getFirstPropertyValue(name) as ICAL.Time).toJSDate().getTime();
  const endAt = new Date(startAt.getTime() + instantOf("dtend") - instantOf("dtstart"));
  event.updatePropertyWithValue("dtstart", ICAL.Time.fromJSDate(startAt, true));
  event.updatePropertyWithValue("dtend", ICAL.Time.fromJSDate(endAt, true));
}

function addressOf(property: ICAL.Property | null | undefined): string {
  return String(property?.getFirstValue() ?? "").replace(/^mailto:/i, "");
}
