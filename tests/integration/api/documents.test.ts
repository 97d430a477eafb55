import { createHash } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { readPdf } from "../../support/pdf-text.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const NOW = new Date("2026-03-02T08:00:00Z");

let running: RunningSamtid;
let people: SamplePeople;
let fk: ApiBrowser;
let af: ApiBrowser;
let path: string;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => NOW },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 2, individuals: 2 });
    },
  });
  fk = await running.signedIn("forsakringskassan", "fk-0");
  af = await running.signedIn("arbetsformedlingen", "af-0");
  const id = await bookMeeting(fk, people, { startAt: "2026-03-17T09:00:00.000Z" });
  path = `/meetings/${id}`;
  const note = (browser: ApiBrowser, part: string, text: string) =>
    browser.post(`${path}/notes/${part}`, { text }, { "if-match": '"0"' });
  await note(fk, "joint", "Gemensamt skrivet");
  await note(fk, "own", "Bara Försäkringskassans");
  await note(af, "own", "Bara Arbetsförmedlingens");
  const [individual] = (await fk.get(path)).body.participants;
  await fk.post(`${path}/answers`, {
    participantId: individual.id,
    timeVersion: 1,
    given: { answer: "accepted" },
  });
  await fk.post(`${path}/tasks`, { participantId: individual.id, text: "Ring läkaren", dueOn: null });
  await vi.waitFor(async () => expect(await running.catcher.list()).toHaveLength(3), { timeout: 20_000 });
});
afterAll(() => running?.stop());

interface Exported {
  kind: string;
  fields: { label: string; text: string }[];
  sha256: string;
}
const textOf = ({ fields }: Exported) => fields.map(({ label, text }) => `${label}: ${text}`).join("\n");
const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");
const read = async (browser: ApiBrowser) => (await browser.get(`${path}/documents`)).body;

test("an agency's documents of a meeting: what was sent and answered, the joint notes and its own, never the other's", async () => {
  const [ours, theirs] = [await read(fk), await read(af)];
  const kinds = ours.documents.map(({ kind }: Exported) => kind);

  expect(new Set(kinds)).toEqual(new Set(["meeting", "message", "answer", "joint_note", "own_note", "task"]));
  expect(ours.documents.map(textOf).join("\n")).toMatch(/Gemensamt skrivet[\s\S]*Bara Försäkringskassans/);
  expect(JSON.stringify(ours)).not.toContain("Bara Arbetsförmedlingens");
  expect(JSON.stringify(theirs)).toContain("Bara Arbetsförmedlingens");
  expect(JSON.stringify(theirs)).not.toContain("Bara Försäkringskassans");
  expect(ours).toMatchObject({ organisationId: "forsakringskassan", exportedAt: NOW.toISOString() });
});

test("a message is there word for word as it was sent, without what opens the link", async () => {
  const [mail] = (await running.catcher.list()).filter(({ to }) => to.includes("individual-0@example.test"));
  const token = /\/svar\/([\w-]{43})/.exec(mail!.text)![1]!;
  const { documents } = await read(fk);
  const sent = documents.filter(({ kind }: Exported) => kind === "message").map(textOf);

  const words = mail!.text.replace(token, "…").trim();
  expect(
    sent.some((each: string) => each.replaceAll("\r\n", "\n").includes(words.replaceAll("\r\n", "\n"))),
  ).toBe(true);
  expect(JSON.stringify(documents)).not.toContain(token);
  const { rows } = await sql<{ found: boolean }>`
    select position(${"Möte"}::bytea in text_encrypted) > 0 as found from sent_text`.execute(
    running.samtid.database.query(),
  );
  expect(rows.map(({ found }) => found)).toEqual([false, false, false]);
});

test("the checksums hold, each and of them all, and a changed word breaks them", async () => {
  const { documents, sha256: whole } = await read(fk);

  for (const document of documents) expect(sha256(JSON.stringify(document.fields))).toBe(document.sha256);
  expect(sha256(documents.map((each: Exported) => each.sha256).join("\n"))).toBe(whole);
  expect(sha256(JSON.stringify([...documents[0].fields, { label: "x", text: "y" }]))).not.toBe(
    documents[0].sha256,
  );
});

test("the PDF says the same, with each document's checksum, under a name that tells nobody's", async () => {
  const { documents, reference } = await read(fk);
  const response = await fk.cookies.get(`/api/v1${path}/documents/pdf`);
  const { pieces } = await readPdf(Buffer.from(await response.arrayBuffer()));
  const said = pieces
    .map(({ text }) => text)
    .join("")
    .replaceAll(/\s/g, "");

  expect(response.headers.get("content-disposition")).toBe(
    `attachment; filename=handlingar-${reference}.pdf`,
  );
  for (const { sha256: sum } of documents) expect(said).toContain(sum);
  expect(said).toContain("Gemensamtskrivet");
  expect(said).not.toContain("BaraArbetsförmedlingens");
});

test("who takes no part gets nothing, and each export is in the trail", async () => {
  const colleague = await running.signedIn("forsakringskassan", "fk-1");
  expect((await colleague.get(`${path}/documents`)).status).toBe(404);
  expect((await colleague.get(`${path}/documents/pdf`)).status).toBe(404);
  const count = async () => {
    const { rows } = await sql<{
      who: string;
      n: number;
    }>`select actor_id as who, count(*)::int as n from audit
      where action = 'documents:export' and actor_id = ${people.fk[0]} group by 1`.execute(
      running.samtid.database.query(),
    );
    return rows[0]?.n ?? 0;
  };
  const before = await count();
  await fk.get(`${path}/documents`);
  await fk.get(`${path}/documents/pdf`);
  expect(await count()).toBe(before + 2);
});

test("of somebody with protected identity it tells neither name nor place", async () => {
  await sql`update individual set protection = 'sekretessmarkering' where name = 'Individ Nummer0'`.execute(
    running.samtid.database.query(),
  );
  await sql`update meeting set place = 'Hemliga gatan 1', mode = 'on_site'`.execute(
    running.samtid.database.query(),
  );
  const exported = JSON.stringify(await read(fk));

  expect(exported).not.toMatch(/Individ Nummer0|Hemliga gatan/);
  expect(exported).toContain("Skyddade personuppgifter");
});
