import { sql } from "kysely";
import { testPersonnummer } from "../../../server/demo/test-personnummer.ts";
import type { ApiAnswer, ApiBrowser } from "../api-browser.ts";
import { openInvitation } from "../invited-browser.ts";
import { registerExternal } from "../register-external.ts";
import type { RunningSamtid } from "../running-samtid.ts";
import type { SamplePeople } from "../sample-people.ts";
import type { Reader } from "./secrets.ts";

/** Everything that stands in the database when the reading begins, by id. */
export interface LeakWorld {
  /** Who reads, in which browser: those who may least come first, for some of what they try would change things. */
  readonly browsers: readonly (readonly [Reader, ApiBrowser])[];
  readonly ids: {
    readonly cases: readonly string[];
    /** The one with everything, the protected person's, the declined one, and the held one. */
    readonly meetings: readonly string[];
    readonly participants: Readonly<
      Record<"fk" | "af" | "individual" | "representative" | "interpreter", string>
    >;
    readonly interpreterPersonId: string;
    readonly absence: string;
    readonly busySource: string;
    readonly figureExport: string;
    readonly figureGroup: string;
    readonly historyUpload: string;
    readonly feed: string;
    readonly message: string;
    readonly incident: string;
    readonly task: string;
  };
  /** The calendar addresses that were made. */
  readonly feedAddresses: readonly string[];
}

export const STARTS_AT = "2026-03-17T09:00:00.000Z";
const DAY = "2026-03-17";
const ADDRESS = { street: "Zhemgatan 7", postalCode: "753 20", city: "Uppsala" };

/** A case, registered as handläggare do; gives its id. */
async function registerCase(browser: ApiBrowser, person: Record<string, unknown>): Promise<string> {
  const answer = await browser.post("/cases", {
    name: "Zindividnamn Andersson",
    sex: "woman",
    email: null,
    phone: null,
    address: null,
    channelOrder: null,
    language: "sv",
    protection: "none",
    benefit: "sjukpenning",
    chainDay: 100,
    secrecyConsentOn: "2026-03-01",
    ...person,
  });
  return expected(201, answer).id;
}

function expected(status: number, answer: ApiAnswer) {
  if (answer.status !== status)
    throw new Error(`${answer.status} instead of ${status}: ${JSON.stringify(answer.body)}`);
  return answer.body as Record<string, never> & { id: string };
}

/** Signs everybody in, and lets them write every secret where it belongs, by the API. */
export async function buildLeakWorld(running: RunningSamtid, people: SamplePeople): Promise<LeakWorld> {
  const { samtid } = running;
  const db = samtid.database.query();
  await sql`update handlaggare set leads_office = true, is_administrator = true, may_edit_texts = true
    where subject in ('fk-2', 'af-2')`.execute(db);
  await sql`with elsewhere as (insert into office (organisation_id, name, lan, address)
    values ('forsakringskassan', 'Kontor elsewhere', 'Skåne län', 'Torget 2') returning id)
    update handlaggare set office_id = elsewhere.id from elsewhere where subject in ('fk-3', 'fk-4')`.execute(
    db,
  );
  await sql`update handlaggare set is_auditor = true where subject in ('fk-4', 'af-4')`.execute(db);
  const staff = async (agency: "forsakringskassan" | "arbetsformedlingen", subject: string) =>
    running.signedIn(agency, subject);
  const fk = await staff("forsakringskassan", "fk-0");
  const af = await staff("arbetsformedlingen", "af-0");

  const everything = {
    email: "zindivid@example.test",
    phone: "070-174 06 11",
    address: ADDRESS,
    personnummer: testPersonnummer("1981-12-28", "woman"),
  };
  const rich = await registerCase(fk, everything);
  const byLetter = await registerCase(fk, {
    ...everything,
    personnummer: testPersonnummer("1982-01-11", "woman"),
    channelOrder: ["letter"],
  });
  const bySms = await registerCase(fk, {
    ...everything,
    personnummer: testPersonnummer("1983-01-11", "woman"),
    channelOrder: ["sms"],
  });
  const byMailbox = await registerCase(fk, {
    ...everything,
    personnummer: testPersonnummer("1984-01-11", "woman"),
    channelOrder: ["digital_mailbox"],
  });
  // Agrees in writing to being registered in SUS by name.
  const inSus = await registerCase(fk, {
    name: "Zsusnamn Lind",
    personnummer: testPersonnummer("1985-01-11", "woman"),
  });
  const written = { kind: "sus", answer: "given", givenOn: "2026-03-01", formVersion: "FK 7001 (2)" };
  expected(
    201,
    await fk.post(`/cases/${inSus}/consents`, { ...written, fromOn: "2026-03-01", untilOn: null }),
  );
  const guardedNumber = testPersonnummer("1975-03-12", "man");
  const guarded = await registerCase(fk, {
    name: "Zskyddadperson Berg",
    personnummer: guardedNumber,
    sex: "man",
    email: "zskyddad@example.test",
    phone: "070-174 06 33",
    address: { ...ADDRESS, street: "Zgömdvägen 3" },
    protection: "sekretessmarkering",
  });
  const ofAf = await registerCase(af, {
    name: "Zafperson Ek",
    personnummer: testPersonnummer("1970-02-02", "woman"),
  });

  await fk.post(`/cases/${rich}/interpreter-need`, {
    need: { language: "so", dialect: "Zdialekt", way: "remote" },
  });
  await fk.post(`/cases/${rich}/representatives`, {
    kind: "ombud",
    name: "Zombudsnamn Öst",
    email: "zombud@example.test",
    phone: "070-174 06 22",
    language: "sv",
    validFrom: "2026-03-01",
    validUntil: null,
    covers: "answers_and_attends",
  });
  const interpreter = await registerExternal(fk, "Ztolknamn Holm", { email: "ztolk@example.test" });
  const employer = await registerExternal(fk, "Zchefsnamn Dal", {
    kind: "arbetsgivare",
    email: "zchef@example.test",
    languages: [],
  });

  const plan = (caseId: string, more: object = {}) => ({
    caseId,
    type: "gemensam_kartlaggning",
    durationMinutes: 30,
    mode: "video",
    place: null,
    handlaggare: [
      { organisationId: "forsakringskassan", personId: people.fk[0] },
      { organisationId: "arbetsformedlingen", personId: people.af[0] },
    ],
    talkedWithIndividual: true,
    decisionCommunicatedOn: null,
    secrecyConsentOn: "2026-03-01",
    ...more,
  });
  const book = async (caseId: string, startAt: string, more: object = {}) =>
    expected(201, await fk.post("/meetings", { ...plan(caseId, more), startAt })).id;
  const main = await book(rich, STARTS_AT, {
    participants: [
      { personId: interpreter, attendance: "binding" },
      { personId: employer, attendance: "optional" },
    ],
  });
  const letter = await book(byLetter, `${DAY}T10:00:00.000Z`);
  await book(bySms, `${DAY}T12:00:00.000Z`);
  await book(inSus, `${DAY}T07:30:00.000Z`);
  const waiting = expected(200, await fk.get("/sus-registrations?limit=50")) as unknown as {
    items: { id: string }[];
  };
  expected(200, await fk.post("/sus-registrations/checks", { ids: waiting.items.map(({ id }) => id) }));
  await book(byMailbox, `${DAY}T13:00:00.000Z`);
  const hidden = await book(guarded, `${DAY}T14:00:00.000Z`, { mode: "on_site", place: "Zskyddadplats 1" });
  const hurried = await book(byLetter, "2026-03-05T10:00:00.000Z", {
    loosen: ["notice"],
    shortNotice: { reason: "other", text: "Zkortvarsel" },
  });
  const open = expected(
    201,
    await fk.post("/meeting-openings", {
      ...plan(byMailbox),
      opening: { fromOn: "2026-03-30", untilOn: "2026-04-10" },
      answerBy: "2026-03-25T10:00:00.000Z",
    }),
  ).id;
  const declined = await book(rich, "2026-03-18T09:00:00.000Z", {
    type: "omstallningsmote",
    decisionCommunicatedOn: "2026-02-01",
  });

  const { participants, messages } = expected(200, await fk.get(`/meetings/${main}`)) as unknown as {
    participants: { id: string; role: string; personId: string; external: { kind: string } | null }[];
    messages: { id: string; participantId: string; kind: string }[];
  };
  const idOf = (of: (each: (typeof participants)[number]) => boolean) => participants.find(of)!.id;
  const ids = {
    fk: idOf(({ personId }) => personId === people.fk[0]),
    af: idOf(({ personId }) => personId === people.af[0]),
    individual: idOf(({ role }) => role === "individual"),
    representative: idOf(({ role }) => role === "representative"),
    interpreter: idOf(({ external }) => external?.kind === "tolk"),
  };
  const employerId = idOf(({ external }) => external?.kind === "arbetsgivare");
  const invited = (meetingId: string, participantId?: string) =>
    openInvitation(samtid, running.origin, meetingId, participantId);
  const byEid = async (personnummer: string, meetingId: string) => {
    const browser = running.browser();
    await browser.signInWithEid(personnummer);
    expected(201, await browser.post("/own-meetings/openings", { meetingId }));
    return browser;
  };
  const browsers = {
    nobody: running.browser(),
    fkElsewhere: await staff("forsakringskassan", "fk-3"),
    fkColleague: await staff("forsakringskassan", "fk-1"),
    fkLeader: await staff("forsakringskassan", "fk-2"),
    auditor: await staff("forsakringskassan", "fk-4"),
    afAuditor: await staff("arbetsformedlingen", "af-4"),
    afColleague: await staff("arbetsformedlingen", "af-1"),
    afLeader: await staff("arbetsformedlingen", "af-2"),
    otherIndividual: await invited(letter),
    protectedIndividual: await invited(hidden),
    protectedByEid: await byEid(guardedNumber, hidden),
    individualByEid: await byEid(everything.personnummer, main),
    employer: await invited(main, employerId),
    interpreter: await invited(main, ids.interpreter),
    representative: await invited(main, ids.representative),
    individual: await invited(main),
    af,
    fk,
  };

  expected(
    200,
    await browsers.fkLeader.post(`/cases/${rich}/extracts`, { format: "pdf", why: "Zutdragsskäl" }),
  );

  const wish = { weekdays: [1], partsOfDay: [], earliestOn: null, mode: null, text: "Zönskemål" };
  await browsers.individual.post("/invitation/answers", {
    timeVersion: 1,
    given: { answer: "other-time", wish },
  });
  const decliner = await invited(declined);
  await decliner.post("/invitation/answers", {
    timeVersion: 1,
    given: { answer: "declined", reason: { code: "other", text: "Znejskäl" } },
  });
  const note = (browser: ApiBrowser, part: string, text: string) =>
    browser.post(`/meetings/${main}/notes/${part}`, { text }, { "if-match": '"0"' });
  expected(200, await note(fk, "joint", "Zgemensamanteckning"));
  expected(200, await note(fk, "own", "Zegenanteckningfk"));
  expected(200, await note(af, "own", "Zegenanteckningaf"));
  const followThrough = expected(
    200,
    await fk.post(`/meetings/${main}/tasks`, { participantId: ids.af, text: "Zuppgift", dueOn: null }),
  ) as unknown as { tasks: { id: string }[] };
  const message = messages.find(({ participantId }) => participantId === employerId)!.id;
  expected(
    200,
    await fk.post(`/meetings/${main}/recalls`, { messageId: message, reason: "Zåterkallelseskäl" }),
  );
  const { items: incidents } = expected(200, await fk.get("/incidents")) as unknown as {
    items: { id: string }[];
  };
  await fk.post(`/incidents/${incidents[0]!.id}/closings`, { note: "Zåtgärd" });
  await fk.post(`/meetings/${main}/participants/${employerId}/links`, {});

  const away = (title: string, kind: string, day: string) => ({
    startAt: `${day}T08:00:00Z`,
    endAt: `${day}T09:00:00Z`,
    title,
    kind,
  });
  const absence = expected(201, await fk.post("/absences", away("Zfrånvaro", "away", "2026-03-19"))).id;
  await fk.post("/absences", away("Zfokustid", "focus", "2026-03-20"));
  await af.post("/absences", away("Zledighet", "away", "2026-03-19"));
  const file = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//t//t//",
    "BEGIN:VEVENT",
    "UID:1",
    "DTSTAMP:20260301T000000Z",
    "SUMMARY:Zläkarbesök",
    "DTSTART:20260324T080000Z",
    "DTEND:20260324T090000Z",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
  const uploaded = await fk.cookies.send(
    "POST",
    "/api/v1/busy-files?label=Zannankalender",
    { "sec-fetch-site": "same-origin", origin: running.origin, "content-type": "text/calendar" },
    file,
  );
  const { id: busySource } = (await uploaded.json()) as { id: string };
  const feeds = [];
  for (const detailLevel of ["reference", "type", "busy"])
    feeds.push(expected(201, await fk.post("/feeds", { label: "Zprenumeration", detailLevel })));
  const own = expected(201, await browsers.individual.post("/invitation/calendar-feed", {}));

  const figureExport = expected(201, await browsers.fkLeader.post("/figure-exports", { format: "pdf" })).id;
  await running.samtid.keepExports.make(figureExport);
  const groups = expected(
    201,
    await browsers.fkLeader.post("/figure-groups", { kind: "local", name: "Län" }),
  );
  const figureGroup = (groups as unknown as { items: { id: string }[] }).items[0]!.id;
  const leader = (await running.samtid.repositories.people.findStaffMember(people.fk[2]!))!;
  const { id: historyUpload } = await running.samtid.keepHistoryUploads.receive(
    { kind: "staff", ...leader },
    { kind: "meetings", fileName: "moten.csv" },
    Buffer.from("reference;case\nM1;A1\n"),
  );
  await running.samtid.workHistoryUploads.work(historyUpload);

  return {
    browsers: [
      ...(Object.entries(browsers) as [Reader, ApiBrowser][]),
      ["individual", decliner],
      ["individual", await invited(open)],
    ],
    ids: {
      cases: [rich, guarded, ofAf],
      meetings: [main, hidden, declined, hurried, open],
      participants: ids,
      interpreterPersonId: interpreter,
      absence,
      busySource,
      figureExport,
      figureGroup,
      historyUpload,
      feed: feeds[0]!.id,
      message,
      incident: incidents[0]!.id,
      task: followThrough.tasks[0]!.id,
    },
    feedAddresses: [...feeds, own].map(({ address }) => String(address)),
  };
}
