import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiBrowser } from "../../../support/api-browser.ts";
import { insertSamplePeople } from "../../../support/sample-people.ts";
import { serveSamtid, type ServedSamtid } from "../../../support/served-samtid.ts";
import { choosePerson } from "../../../support/sign-in.ts";

const LOGIN = "/auth/login?provider=";
let served: ServedSamtid;

beforeAll(async () => {
  served = await serveSamtid({ now: () => new Date("2026-03-02T08:00:00Z") });
  await insertSamplePeople(served.samtid, { handlaggare: 1, individuals: 1 });
});
afterAll(() => served?.stop());

/** Begins at one agency and comes back with what the other's provider gave somebody. */
async function mixUp(change: (own: URL, others: URL) => void) {
  const thief = createApiBrowser(served.origin);
  const victim = createApiBrowser(served.origin);
  const others = new URL(
    await choosePerson(victim.cookies, `${LOGIN}forsakringskassan`, "fk-0"),
    served.origin,
  );
  const own = new URL(await choosePerson(thief.cookies, `${LOGIN}arbetsformedlingen`, "af-0"), served.origin);
  change(own, others);
  const answer = await thief.cookies.get(own.pathname + own.search);
  return {
    location: answer.headers.get("location"),
    kind: (await thief.get("/session")).body.kind as string,
  };
}
const take = (own: URL, others: URL, ...names: string[]) =>
  names.forEach((name) => own.searchParams.set(name, others.searchParams.get(name)!));

test.each([
  ["the other agency's code", ["code"]],
  ["the other agency's code, saying whose it is", ["code", "iss"]],
  ["another's whole answer", ["code", "iss", "state"]],
])("coming back with %s signs nobody in", async (_what, names) => {
  const { location, kind } = await mixUp((own, others) => take(own, others, ...names));
  expect(location).toMatch(/^\/logga-in\?error=(expired|unavailable)$/);
  expect(kind).toBe("none");
});

test("coming back without saying whose answer it is signs nobody in: the provider has promised to say so", async () => {
  const { location, kind } = await mixUp((own) => own.searchParams.delete("iss"));
  expect(location).toBe("/logga-in?error=expired");
  expect(kind).toBe("none");
});
