import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { offerOf } from "../../support/offer-meeting.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

/** A Monday, nine o'clock in Sweden. */
const START = new Date("2026-03-02T08:00:00Z");
const START_AT = "2026-03-17T09:00:00.000Z";
const TIMES = [START_AT, "2026-03-18T09:00:00.000Z"];
/** Three working days after a Monday. */
const CONFIRM_BY = "2026-03-05T08:00:00.000Z";
const TESTS = 24;

let now = START;
let running: RunningSamtid;
let people: SamplePeople;
let pair = 0;
let fk: ApiBrowser;
let af: ApiBrowser;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: TESTS + 1, individuals: TESTS + 1 });
    },
  });
  await sql`update office set confirms_meetings = true where organisation_id = 'arbetsformedlingen'`.execute(
    db(),
  );
});
beforeEach(async () => {
  now = START;
  pair += 1;
  await signIn();
});
afterAll(() => running?.stop());

async function signIn() {
  fk = await running.signedIn("forsakringskassan", `fk-${pair}`);
  af = await running.signedIn("arbetsformedlingen", `af-${pair}`);
}
/** Lets time pass. Sessions don't last that long. */
async function wait(until: string) {
  now = new Date(until);
  await signIn();
}

const db = () => running.samtid.database.query();
const offer = (times = TIMES, answerBy = "2026-03-12T12:00:00.000Z") =>
  offerOf(people, { times, answerBy, pair, caseIndex: pair });
const booking = (startAt = START_AT) => {
  const { times: _times, answerBy: _answerBy, ...plan } = offer();
  return { ...plan, startAt };
};
const draft = async (startAt = START_AT) => {
  const { status, body } = await fk.post("/meetings", booking(startAt));
  expect({ status, body }).toMatchObject({ status: 201, body: { status: "draft" } });
  return body as { id: string; revision: number };
};
const settle = (
  browser: ApiBrowser,
  what: string,
  { id, revision }: { id: string; revision: number },
  body = {},
) => browser.post(`/meetings/${id}/${what}`, body, { "if-match": `"${revision}"` });
const expire = async (at = CONFIRM_BY) => {
  await wait(at);
  return running.samtid.expireOffers();
};

/** How many persons' time is taken, by whether it is for good or until an instant. */
const taken = async (meetingId: string) => {
  const { rows } = await sql<{ kind: string; count: number }>`
    select case when expires_at is null then 'for good' else to_char(expires_at at time zone 'utc', 'MM-DD HH24:MI') end as kind,
      count(*) from occupancy
    where meeting_id = ${meetingId} or held_time_id in (select id from held_time where meeting_id = ${meetingId})
    group by 1`.execute(db());
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
};
const kindsTo = async (meetingId: string) => {
  const { messages } = (await fk.get(`/meetings/${meetingId}`)).body as {
    messages: { kind: string; recipientName: string }[];
  };
  return messages.map(({ kind, recipientName }) => `${kind} → ${recipientName.split(" ")[0]}`).sort();
};
const mailsTo = (recipient: string, count: number) =>
  vi.waitFor(
    async () => {
      const mails = (await running.catcher.list()).filter(({ to }) =>
        to.includes(`${recipient}@example.test`),
      );
      expect(mails).toHaveLength(count);
      return mails;
    },
    { timeout: 15_000 },
  );
const linkRows = async (meetingId: string) => {
  const { rows } = await sql`select from one_time_link l join participant p on p.id = l.participant_id
    where p.meeting_id = ${meetingId}`.execute(db());
  return rows.length;
};

describe("a meeting with somebody whose office wants to confirm", () => {
  test("is a draft: everybody's time is held until three working days from now, and only who is asked is told", async () => {
    const { body } = await fk.post("/meetings", booking());

    expect(body).toMatchObject({
      status: "draft",
      timeVersion: 1,
      confirmation: { confirmBy: CONFIRM_BY, rejectionReason: null },
      may: {
        confirm: false,
        retract: true,
        move: false,
        cancel: false,
        withdraw: false,
        recordAnswer: false,
      },
    });
    const asked = body.participants.find(
      ({ organisationId }: never) => organisationId === "arbetsformedlingen",
    );
    expect(body.confirmation.participantIds).toEqual([asked.id]);
    expect(await taken(body.id)).toEqual({ "03-05 08:00": 3 });
    expect(await kindsTo(body.id)).toEqual(["confirmation_request → AF"]);
    expect(await linkRows(body.id)).toBe(0);
    const [mail] = await mailsTo(`af-${pair}`, 1);
    expect(mail!.subject).toMatch(/^Bekräfta möte SAM-/);
    expect(mail!.calendar).toBeUndefined();
    expect(mail!.text).toMatch(/Bekräfta senast.*torsdag 5 mars 2026, 09\.00/s);
    expect(mail!.text).not.toMatch(/kartläggning|Individ|Handläggare \d/);
  });

  test("says so in the preview, as it becomes", async () => {
    const { body } = await fk.post("/meeting-previews", booking());

    expect(body.confirmation).toEqual({
      name: `AF Handläggare ${pair}`,
      organisationId: "arbetsformedlingen",
      officeName: "Kontor af",
      confirmBy: CONFIRM_BY,
    });
  });

  test("needs nobody's word when it is their own agency that asks", async () => {
    await sql`update cooperation_case set owner_organisation_id = 'arbetsformedlingen' where id = ${people.cases[pair]}`.execute(
      db(),
    );
    const { body } = await af.post("/meetings", booking());

    expect(body).toMatchObject({ status: "booked", confirmation: null });
  });

  test("is held for nobody else: its time can't be booked, and can again when it has expired", async () => {
    await draft();
    const other = { ...booking(), caseId: people.cases[0] };
    expect((await fk.post("/meetings", other)).status).toBe(409);
    await wait(CONFIRM_BY);
    expect((await fk.post("/meetings", other)).status).toBe(201);
  });

  test("that starts before three working days have passed can be confirmed until then", async () => {
    const startAt = "2026-03-04T09:00:00.000Z";
    const { body } = await fk.post("/meetings", {
      ...booking(startAt),
      loosen: ["notice"],
      shortNotice: { reason: "persons_wish", text: null },
    });

    expect(body.confirmation.confirmBy).toBe(startAt);
  });

  test("stands in both handläggare's weeks and feeds as preliminary", async () => {
    const { id } = await draft();
    const period = "from=2026-03-16T00:00:00Z&to=2026-03-21T00:00:00Z";
    const ofAf = (await af.get(`/meetings?${period}`)).body.items;
    const ofFk = (await fk.get(`/meetings?${period}`)).body.items;

    expect(ofAf).toMatchObject([{ id, status: "draft", awaitsMe: true }]);
    expect(ofFk).toMatchObject([{ id, status: "draft", awaitsMe: false }]);
    const { address } = (await af.post("/feeds", { label: "Min" })).body as { address: string };
    expect(await (await fetch(address)).text()).toContain("STATUS:TENTATIVE");
  });
});

describe("confirming", () => {
  test("books: the time is taken for good, and everybody is invited as if it had been booked at once", async () => {
    const drafted = await draft();
    await mailsTo(`af-${pair}`, 1);
    const { status, body } = await settle(af, "confirmations", drafted);

    expect(status).toBe(200);
    expect(body).toMatchObject({ status: "booked", timeVersion: 1, revision: drafted.revision + 1 });
    expect(body.may).toMatchObject({ confirm: false, retract: false, move: true });
    expect(await taken(drafted.id)).toEqual({ "for good": 3 });
    expect(await kindsTo(drafted.id)).toEqual([
      "confirmation_request → AF",
      "invitation → AF",
      "invitation → FK",
      "invitation → Individ",
    ]);
    const [mail] = await mailsTo(`individual-${pair}`, 1);
    expect(mail!.subject).toBe("Du har fått en tid för ett möte");
    expect(mail!.calendar?.content).toContain("METHOD:REQUEST");
    expect(body.history.map(({ kind }: never) => kind)).toEqual(["drafted", "confirmed"]);
  });

  test("a draft with several times offers them, held until the individual's deadline", async () => {
    const { body: drafted } = await fk.post("/meeting-offers", offer());
    expect(drafted).toMatchObject({ status: "draft", confirmation: { confirmBy: CONFIRM_BY } });
    expect(await taken(drafted.id)).toEqual({ "03-05 08:00": 6 });
    const { body } = await settle(af, "confirmations", drafted);

    expect(body).toMatchObject({ status: "offered", may: { choose: true } });
    expect(await taken(drafted.id)).toEqual({ "03-12 12:00": 6 });
    const [mail] = await mailsTo(`individual-${pair}`, 1);
    expect(mail!.subject).toBe("Välj en tid för ditt möte");
  });

  test("many times at once is confirming once", async () => {
    const drafted = await draft();
    const answers = await Promise.all(Array.from({ length: 6 }, () => settle(af, "confirmations", drafted)));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
    const { body } = await fk.get(`/meetings/${drafted.id}`);
    expect(body).toMatchObject({ status: "booked", revision: drafted.revision + 1 });
    expect((await kindsTo(drafted.id)).filter((kind) => kind.startsWith("invitation"))).toHaveLength(3);
  });

  test("and rejecting and taking back at once: one of them happens", async () => {
    const drafted = await draft();
    const answers = await Promise.all([
      settle(af, "confirmations", drafted),
      settle(af, "rejections", drafted, { reason: "time" }),
      settle(fk, "draft-withdrawals", drafted),
    ]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const { body } = await fk.get(`/meetings/${drafted.id}`);
    expect(await taken(drafted.id)).toEqual(body.status === "booked" ? { "for good": 3 } : {});
  });

  test.each(["confirmations", "rejections"])("is not for the agency that asked: %s", async (what) => {
    const drafted = await draft();
    expect((await settle(fk, what, drafted, what === "rejections" ? { reason: "time" } : {})).status).toBe(
      404,
    );
    expect((await settle(af, "draft-withdrawals", drafted)).status).toBe(404);
  });

  test("after the deadline, before and after the job came by, is refused", async () => {
    const drafted = await draft();
    await wait(CONFIRM_BY);
    expect((await settle(af, "confirmations", drafted)).status).toBe(409);
    await expire();
    expect((await settle(af, "confirmations", drafted)).status).toBe(412);
  });
});

describe("what comes to nothing", () => {
  test("a no frees the time, tells the agency that asked, and keeps the reason", async () => {
    const drafted = await draft();
    await mailsTo(`af-${pair}`, 1);
    const { status, body } = await settle(af, "rejections", drafted, { reason: "conflict_of_interest" });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: "cancelled",
      cancellationReason: "not_agreed",
      confirmation: { rejectionReason: "conflict_of_interest" },
    });
    expect(await taken(drafted.id)).toEqual({});
    expect(await kindsTo(drafted.id)).toEqual(["confirmation_rejected → FK", "confirmation_request → AF"]);
    const [mail] = await mailsTo(`fk-${pair}`, 1);
    expect(mail!.subject).toMatch(/blir inte av$/);
    expect(await mailsTo(`individual-${pair}`, 0)).toEqual([]);
  });

  test("a no without a reason, or with one of one's own, is refused", async () => {
    const drafted = await draft();
    expect((await settle(af, "rejections", drafted)).status).toBe(422);
    expect((await settle(af, "rejections", drafted, { reason: "jag vill inte" })).status).toBe(422);
  });

  test("a draft that is taken back frees the time and tells who was asked", async () => {
    const drafted = await draft();
    await mailsTo(`af-${pair}`, 1);
    const { body } = await settle(fk, "draft-withdrawals", drafted);

    expect(body).toMatchObject({ status: "cancelled", cancellationReason: "draft_withdrawn" });
    expect(await taken(drafted.id)).toEqual({});
    const mails = await mailsTo(`af-${pair}`, 2);
    expect(mails.some(({ subject }) => subject.endsWith("behöver inte bekräftas längre"))).toBe(true);
    expect(await kindsTo(drafted.id)).toEqual(["confirmation_request → AF", "confirmation_withdrawn → AF"]);
  });

  test("silence frees the time at the deadline, and tells the agency that asked", async () => {
    const drafted = await draft();
    await expire("2026-03-05T07:59:59.999Z");
    expect((await fk.get(`/meetings/${drafted.id}`)).body.status).toBe("draft");
    await expire();

    expect((await fk.get(`/meetings/${drafted.id}`)).body).toMatchObject({
      status: "cancelled",
      cancellationReason: "not_answered",
      may: { confirm: false, retract: false },
    });
    expect(await taken(drafted.id)).toEqual({});
    expect(await kindsTo(drafted.id)).toEqual(["confirmation_expired → FK", "confirmation_request → AF"]);
    expect((await mailsTo(`fk-${pair}`, 1))[0]!.subject).toMatch(/blev inte bekräftat$/);
  });
});

describe("the office's queue", () => {
  const mine = async (browser: ApiBrowser) => {
    const { items } = (await browser.get("/drafts?limit=100")).body as {
      items: { caseId: string; state: string; meetingId: string }[];
    };
    return items.filter(({ caseId }) => caseId === people.cases[pair]);
  };

  test("has what waits and what was not answered, for every colleague, until something came of it", async () => {
    const drafted = await draft();
    const colleague = () => running.signedIn("forsakringskassan", "fk-0");
    expect(await mine(await colleague())).toMatchObject([
      {
        meetingId: drafted.id,
        state: "waiting",
        individualName: `Individ Nummer${pair}`,
        askedName: `AF Handläggare ${pair}`,
        draftedByName: `FK Handläggare ${pair}`,
      },
    ]);
    expect(await mine(fk)).toMatchObject([{ mayOpen: true }]);
    expect(await mine(await colleague())).toMatchObject([{ mayOpen: false }]);
    expect(await mine(af)).toEqual([]);
    await expire();
    expect(await mine(await colleague())).toMatchObject([{ meetingId: drafted.id, state: "not_answered" }]);
    const { id } = await draft("2026-03-19T09:00:00.000Z");
    expect(await mine(await colleague())).toMatchObject([{ meetingId: id, state: "waiting" }]);
  });

  test("has a protected person's draft only for who is assigned to the case", async () => {
    const caseId = people.cases[pair];
    await draft();
    await sql`update individual set protection = 'sekretessmarkering'
      where person_id = (select individual_id from cooperation_case where id = ${caseId})`.execute(db());
    expect(await mine(fk)).toEqual([]);
    await sql`insert into case_assignment (case_id, handlaggare_id) values (${caseId}, ${people.fk[pair]})`.execute(
      db(),
    );
    expect(await mine(fk)).toHaveLength(1);
  });
});
