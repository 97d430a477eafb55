import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { mailedLink } from "../../support/mailed-link.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const clock = { now: () => new Date("2026-05-04T08:00:00Z") };
let running: RunningSamtid;
let people: SamplePeople;
let editor: ApiBrowser;
let colleague: ApiBrowser;
let other: ApiBrowser;

beforeAll(async () => {
  running = await startSamtid({
    clock,
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 2, individuals: 2 });
      const editors = [people.fk[0]!, people.af[0]!];
      await sql`update handlaggare set may_edit_texts = true where person_id = any(${editors})`.execute(
        samtid.database.query(),
      );
    },
  });
  [editor, colleague, other] = await Promise.all([
    running.signedIn("forsakringskassan", "fk-0"),
    running.signedIn("forsakringskassan", "fk-1"),
    running.signedIn("arbetsformedlingen", "af-0"),
  ]);
});
afterAll(() => running?.stop());

interface Text {
  key: string;
  language: string;
  version: number;
  text: string;
}

const KEY = "what_declining_means";
const read = async (browser: ApiBrowser, key = KEY, language = "sv") =>
  ((await browser.get("/agency-texts")).body.items as Text[]).find(
    (text) => text.key === key && text.language === language,
  )!;
const write = (
  browser: ApiBrowser,
  text: string,
  seen: number,
  more: { key?: string; language?: string } = {},
) =>
  browser.post(
    `/agency-texts/${more.key ?? KEY}`,
    { language: more.language ?? "sv", text },
    { "if-match": `"${seen}"` },
  );

/** Each test writes over whatever the ones before it wrote. */
let seen = 0;
beforeEach(async () => {
  seen = (await read(editor)).version;
});

describe("an agency's text", () => {
  test("is the one that came with Samtid until it is written anew, and every version is kept", async () => {
    expect(seen).toBe(0);
    const shipped = await read(editor);
    expect(shipped.text).toContain("Ring oss gärna innan du svarar");
    expect(await write(editor, "Vår egen text", 0)).toMatchObject({
      status: 200,
      body: { text: "Vår egen text", version: 1, changedByName: "FK Handläggare 0" },
    });
    await write(editor, "Vår andra text", 1);
    expect((await read(colleague)).text).toBe("Vår andra text");
    const { items } = (await colleague.get(`/agency-texts/${KEY}/versions?language=sv`)).body;
    expect(items.map(({ text }: Text) => text)).toEqual(["Vår andra text", "Vår egen text", shipped.text]);
    expect((await read(editor, KEY, "en")).version).toBe(0);
  });

  test("is written over the version one has seen, or not at all, also by two at once", async () => {
    expect((await write(editor, "För gammal", seen - 1)).status).toBe(412);
    expect((await write(editor, "Framtida", seen + 1)).status).toBe(412);
    const both = await Promise.all([write(editor, "Ena", seen), write(editor, "Andra", seen)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await editor.post(`/agency-texts/${KEY}`, { language: "sv", text: "x" })).status).toBe(428);
  });

  test("is changed by those the agency has appointed, and never by the other agency", async () => {
    const mine = (await read(editor)).text;
    expect((await colleague.get("/agency-texts")).body.mayEdit).toBe(false);
    expect((await write(colleague, "Inte jag", seen)).status).toBe(403);
    expect((await write(other, "AF säger", 0)).status).toBe(200);
    expect((await read(editor)).text).toBe(mine);
    expect((await running.browser().get("/agency-texts")).status).toBe(401);
  });

  test.each([
    "Läs på https://exempel.se",
    "Läs på www.exempel.se",
    "Läs på exempel.se/info",
    "Skriv till oss@exempel.se",
    "<b>Viktigt</b>",
    "<script>alert(1)</script>",
    "Ta med &lt;b&gt;",
    "a".repeat(601),
  ])("never holds links, markup or more than fits: %s", async (text) => {
    expect((await write(editor, text, seen)).status).toBe(422);
    const preview = await editor.post("/agency-text-previews", { key: KEY, language: "sv", text });
    expect(preview.status).toBe(422);
  });

  test.each(["Ring t.ex. på förmiddagen, kl. 9.30", "Fler än 2 och < 5 dagar", "Å, ä & ö – ”så”"])(
    "holds what people write: %s",
    async (text) => {
      expect((await write(editor, text, seen)).status).toBe(200);
    },
  );
});

describe("where it is read", () => {
  test("a preview is the mail with the text, escaped, and changes nothing", async () => {
    const text = "Fler än 2 och < 5 dagar";
    const { status, body } = await editor.post("/agency-text-previews", { key: KEY, language: "sv", text });
    expect(status).toBe(200);
    expect(body.mail.subject).toBe("Du får erbjudande om ett möte");
    expect(body.mail.text).toContain(`Försäkringskassan: ${text}`);
    expect(body.mail.html).toContain("Fler än 2 och &lt; 5 dagar");
    expect((await read(editor)).version).toBe(seen);
  });

  test("a text about benefits is in no mail", async () => {
    const asked = { key: "about_benefit", language: "sv", text: "Något om SGI" };
    expect((await editor.post("/agency-text-previews", asked)).body).toEqual({ mail: null });
  });

  test("the mail that is sent and the page say what the agency has written last", async () => {
    await write(editor, "Ring innan du tackar nej.", seen);
    const call = await read(editor, "whom_to_call");
    await write(editor, "Vi svarar på förmiddagar.", call.version, { key: "whom_to_call" });
    await bookMeeting(editor, people, { startAt: "2026-05-19T09:00:00Z", type: "kontaktmote" });
    const link = await mailedLink(running.catcher, "individual-0@example.test", "/svar/");
    const [mail] = (await running.catcher.list()).filter(({ to }) =>
      to.includes("individual-0@example.test"),
    );
    expect(mail?.text).toContain("Försäkringskassan: Ring innan du tackar nej.");
    expect(mail?.text).toContain("Vi svarar på förmiddagar. Försäkringskassan 08-465 004 10.");
    expect(mail?.text).toContain(
      "Har du frågor? Ring oss, så hjälper vi dig. Arbetsförmedlingen 08-465 004 20.",
    );
    const invited = running.browser();
    const { body } = await invited.post("/invitation-sessions", { token: link.split("/").at(-1) });
    expect(body.agencyTexts).toContainEqual({
      organisationId: "forsakringskassan",
      key: KEY,
      language: "sv",
      text: "Ring innan du tackar nej.",
    });
  });

  test("a meeting one may not decline says nothing of declining in its mail", async () => {
    await bookMeeting(editor, people, { startAt: "2026-05-20T09:00:00Z", caseIndex: 1 });
    await mailedLink(running.catcher, "individual-1@example.test", "/svar/");
    const [mail] = (await running.catcher.list()).filter(({ to }) =>
      to.includes("individual-1@example.test"),
    );
    expect(mail?.text).not.toContain((await read(editor)).text);
  });
});
