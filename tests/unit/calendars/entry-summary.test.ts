import { expect, test } from "vitest";
import { feedEntryText, neutralEntryText } from "../../../server/calendars/entry-summary.ts";

const meeting = {
  meetingType: "gemensam_kartlaggning",
  reference: "SAM-7K2M9Q4T",
  url: "https://samtid.example/meetings/1",
} as const;

test.each([
  ["busy", "Upptagen"],
  ["type", "Gemensam kartläggning"],
  ["reference", "Gemensam kartläggning (SAM-7K2M9Q4T)"],
] as const)("given the detail level %s, a meeting is called %j", (detailLevel, summary) => {
  expect(feedEntryText({ ...meeting, detailLevel }).summary).toBe(summary);
});

test.each([
  ["omstallningsmote", "Omställningsmöte"],
  ["kontaktmote", "Kontaktmöte"],
  ["uppfoljningsmote", "Uppföljningsmöte"],
] as const)("given the type %s, it is named %j", (meetingType, summary) => {
  expect(feedEntryText({ ...meeting, meetingType, detailLevel: "type" }).summary).toBe(summary);
});

test("given a link, it stands last in the description; without one, the reader is asked to sign in as usual", () => {
  const { description } = feedEntryText({ ...meeting, detailLevel: "busy" });
  expect(description).toBe("Logga in för att läsa mer om mötet:\nhttps://samtid.example/meetings/1");
  expect(neutralEntryText({}).description).toBe("Logga in som vanligt för att läsa mer om mötet.");
});

test("given somebody outside the service, the text says neither type nor agency", () => {
  expect(neutralEntryText({ url: "https://samtid.example/l/1" }).summary).toBe("Möte");
});
