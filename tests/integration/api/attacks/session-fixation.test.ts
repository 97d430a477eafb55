import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiBrowser, type ApiBrowser } from "../../../support/api-browser.ts";
import { bookMeeting } from "../../../support/book-meeting.ts";
import { insertSamplePeople, type SamplePeople } from "../../../support/sample-people.ts";
import { serveSamtid, type ServedSamtid } from "../../../support/served-samtid.ts";
import { choosePerson, openChoice } from "../../../support/sign-in.ts";

const NOW = new Date("2026-03-02T08:00:00Z");
const LOGIN = "/auth/login?provider=forsakringskassan";

let served: ServedSamtid;
let people: SamplePeople;

beforeAll(async () => {
  served = await serveSamtid({ now: () => NOW });
  people = await insertSamplePeople(served.samtid, { handlaggare: 1, individuals: 1 });
});
afterAll(() => served?.stop());

/** The attacker's browser has a session of its own, and has planted its cookie in the victim's. */
async function fixate(): Promise<{ attacker: ApiBrowser; victim: ApiBrowser }> {
  const attacker = createApiBrowser(served.origin);
  await openChoice(attacker.cookies, LOGIN);
  const victim = createApiBrowser(served.origin);
  victim.cookies.plant("samtid", attacker.cookies.cookie("samtid")!);
  return { attacker, victim };
}
const kindOf = async (browser: ApiBrowser) => (await browser.get("/session")).body.kind as string;

test("a session planted before sign-in is left behind: the one who planted it is nobody", async () => {
  const { attacker, victim } = await fixate();
  await victim.cookies.get(await choosePerson(victim.cookies, LOGIN, "fk-0"));

  expect(await kindOf(victim)).toBe("staff");
  expect(victim.cookies.cookie("samtid")).not.toBe(attacker.cookies.cookie("samtid"));
  expect(await kindOf(attacker)).toBe("none");
});

test("a session planted before a link is opened is left behind", async () => {
  const staff = createApiBrowser(served.origin);
  await staff.signIn("forsakringskassan", "fk-0");
  const id = await bookMeeting(staff, people, { startAt: "2026-03-17T09:00:00.000Z" });
  const { participants } = (await served.samtid.repositories.meetings.find(id))!;
  const individual = participants.find(({ role }) => role === "individual")!;
  const token = await served.samtid.repositories.links.tokenFor(individual.id);
  const { attacker, victim } = await fixate();
  expect((await victim.post("/invitation-sessions", { token })).status).toBe(201);

  expect(await kindOf(victim)).toBe("invited");
  expect(await kindOf(attacker)).toBe("none");
});

test("a session id of the attacker's own making is no session", async () => {
  const victim = createApiBrowser(served.origin);
  victim.cookies.plant("samtid", "s%3Achosen-by-the-attacker.c2lnbmVk");
  await victim.cookies.get(await choosePerson(victim.cookies, LOGIN, "fk-0"));

  expect(await kindOf(victim)).toBe("staff");
  expect(victim.cookies.cookie("samtid")).not.toContain("chosen-by-the-attacker");
});
