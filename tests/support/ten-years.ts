import { createHash } from "node:crypto";
import type { Pool } from "pg";
import { createRandom } from "../../server/demo/random.ts";

/** A row as it is inserted: instants as RFC 3339 text, bytea as `\x…`. */
type Row = Record<string, unknown>;
type World = Map<string, Row[]>;

const DAY_MS = 86_400_000;
const YEARS = 10;
const CASES = 330;

/** Draws that are the same each time. */
function createDraws(seed: number) {
  const next = createRandom(seed);
  return {
    next,
    below: (limit: number) => Math.floor(next() * limit),
    chance: (share: number) => next() < share,
    pick: <T>(choices: readonly T[]) => choices[Math.floor(next() * choices.length)]!,
  };
}
type Random = ReturnType<typeof createDraws>;

/**
 * Ten years of cases and all that belongs to them, with something exactly at, just before and just after each limit. Inserted
 * as rows, past the use cases: what is tested is what goes.
 *
 * @param limits the instants before which things have been kept their time, for the edges.
 */
export async function insertTenYears(
  pool: Pool,
  options: { seed: number; now: Date; limits: readonly Date[] },
): Promise<void> {
  const world: World = new Map();
  const random = createDraws(options.seed);
  let ids = 0;
  const id = () => {
    const hex = createHash("md5").update(`${options.seed} ${ids++}`).digest("hex");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  };
  const add = (table: string, row: Row) => {
    const rows = world.get(table) ?? [];
    rows.push(row);
    world.set(table, rows);
    return row;
  };
  const edges = options.limits.flatMap((limit) => [
    limit.getTime() - 1,
    limit.getTime(),
    limit.getTime() + 1,
  ]);
  /** Any time in ten years and a little to come, every eighth at a limit. */
  const anyTime = () =>
    random.chance(0.125)
      ? new Date(random.pick(edges))
      : new Date(options.now.getTime() + (random.next() * (YEARS + 0.3) - YEARS) * 365.25 * DAY_MS);
  const after = (at: Date, days: number) =>
    new Date(at.getTime() + Math.round(random.next() * days * DAY_MS));
  const tools = { add, id, random, anyTime, after };
  const staff = addAgencies(tools);
  addStaffTime(tools, staff);
  for (let index = 0; index < CASES; index++) addCase(tools, staff, index, options.now);
  const longAgo = options.now.getTime() - 9.5 * 365 * DAY_MS;
  [...edges, ...edges, ...edges].forEach((edge, index) =>
    addCase({ ...tools, anyTime: firstThen(longAgo, edge) }, staff, CASES + index, options.now),
  );
  await insertWorld(pool, world);
}

/** One time first, and from then on another: a case of long ago in which everything happens at an edge. */
function firstThen(first: number, then: number): () => Date {
  let isFirst = true;
  return () => {
    const time = isFirst ? first : then;
    isFirst = false;
    return new Date(time);
  };
}

interface Tools {
  readonly add: (table: string, row: Row) => Row;
  readonly id: () => string;
  readonly random: Random;
  readonly anyTime: () => Date;
  readonly after: (at: Date, days: number) => Date;
}
interface Staff {
  readonly offices: readonly string[];
  readonly people: readonly string[];
  readonly externals: readonly string[];
}

const AGENCIES = ["forsakringskassan", "arbetsformedlingen"] as const;

function addAgencies({ add, id, anyTime }: Tools): Staff {
  const offices = AGENCIES.map((organisation) => {
    add("organisation", { id: organisation, name: organisation, phone: "08-1" });
    return add("office", {
      id: id(),
      organisation_id: organisation,
      name: "Kontor",
      lan: "Uppsala län",
      address: "A 1",
    }).id as string;
  });
  const people = [0, 1, 2, 3].map((index) => {
    const personId = id();
    add("person", { id: personId, kind: "handlaggare" });
    add("handlaggare", {
      person_id: personId,
      organisation_id: AGENCIES[index % 2],
      office_id: offices[index % 2],
      subject: `s-${index}`,
      name: `Handläggare ${index}`,
      email: `s-${index}@example.test`,
      role: index % 2 === 0 ? "forsakringsutredare" : "arbetsformedlare",
    });
    return personId;
  });
  const externals = Array.from({ length: 200 }, (_, index) => {
    const personId = id();
    add("person", { id: personId, kind: "external" });
    add("external_party", {
      person_id: personId,
      kind: "arbetsgivare",
      name: `Arbetsgivare ${index}`,
      email: `e-${index}@example.test`,
      registered_by_organisation_id: AGENCIES[0],
      registered_by: people[0],
      registered_at: anyTime(),
    });
    return personId;
  });
  return { offices, people, externals };
}

function addStaffTime({ add, id, random, anyTime, after }: Tools, { people }: Staff): void {
  for (let index = 0; index < 120; index++) {
    const from = anyTime();
    const until = new Date(after(from, 10).getTime() + 60_000);
    add("absence", {
      id: id(),
      handlaggare_id: random.pick(people),
      during: `[${from.toISOString()},${until.toISOString()})`,
      title: "Läkarbesök",
    });
    add("figure_export", {
      id: id(),
      requested_by: random.pick(people),
      requested_at: anyTime(),
      format: "csv",
      year: 2020,
      node: "riket",
      as_of: "2021-04-01",
      done_parts: 0,
      all_parts: 1,
      failed_at: anyTime(),
    });
    add("history_upload", {
      id: id(),
      organisation_id: "forsakringskassan",
      kind: "meetings",
      file_name: "moten.csv",
      uploaded_by: random.pick(people),
      uploaded_at: anyTime(),
      state: "checked",
      all_lines: 1,
      done_lines: 1,
    });
    add("recurring_absence", {
      id: id(),
      handlaggare_id: random.pick(people),
      weekday: 1,
      start_minutes: 480,
      end_minutes: 540,
      first_on: "2015-01-01",
      last_on: random.chance(0.2) ? null : anyTime().toISOString().slice(0, 10),
    });
  }
}

/** One individual in three has a second case, at the other agency. */
function addCase(tools: Tools, staff: Staff, index: number, now: Date): void {
  const { add, id, random, anyTime } = tools;
  const individualId = id();
  const facts = { sex: random.pick(["woman", "man"]), birth_year: 1950 + random.below(55) };
  add("person", { id: individualId, kind: "individual" });
  add("individual", {
    person_id: individualId,
    name: `Individ ${index}`,
    personnummer_encrypted: `\\x${createHash("sha256").update(`e${index}`).digest("hex")}`,
    personnummer_key_id: "test",
    personnummer_hash: `\\x${createHash("sha256").update(`h${index}`).digest("hex")}`,
    ...facts,
    email: `i-${index}@example.test`,
    phone: "070-1740605",
  });
  if (random.chance(0.4)) add("individual_preference", { person_id: individualId, weekdays: [1, 2] });
  const meetingIds: string[] = [];
  for (const owner of random.chance(0.33) ? [0, 1] : [0]) {
    const createdAt = anyTime();
    const benefit = random.pick(["sjukpenning", "aktivitetsersattning", "ovrig"]);
    const caseId = id();
    add("cooperation_case", {
      id: caseId,
      individual_id: individualId,
      owner_organisation_id: AGENCIES[owner],
      owner_office_id: staff.offices[owner],
      benefit,
      chain_day: 100,
      chain_day_on: "2020-01-01",
      forsakringskassan_reference: `FK-${index}-${owner}`,
      created_at: createdAt,
    });
    addCaseFacts(tools, staff, caseId, createdAt);
    const representative = random.chance(0.2)
      ? addRepresentative(tools, staff, caseId, createdAt)
      : undefined;
    for (let count = random.below(4); count > 0; count--)
      meetingIds.push(
        addMeeting(tools, staff, {
          caseId,
          individualId,
          representative,
          office: staff.offices[owner]!,
          snapshot: { ...facts, benefit },
          startsAt: anyTime(),
          now,
        }),
      );
  }
  if (meetingIds[0])
    add("occupancy", {
      id: id(),
      person_id: individualId,
      meeting_id: meetingIds[0],
      during: "[2020-01-01T08:00:00Z,2020-01-01T09:00:00Z)",
    });
  for (let count = random.below(2); count > 0; count--) addFeed(tools, individualId, null);
}

function addCaseFacts(
  { add, id, random, after }: Tools,
  { people }: Staff,
  caseId: string,
  createdAt: Date,
): void {
  const by = people[0];
  add("consent", {
    id: id(),
    case_id: caseId,
    kind: "secrecy",
    parties: [...AGENCIES],
    given_on: createdAt.toISOString().slice(0, 10),
    recorded_at: createdAt,
    recorded_by: by,
  });
  add("case_assignment", { case_id: caseId, handlaggare_id: random.pick(people) });
  if (random.chance(0.1))
    add("disqualification", {
      case_id: caseId,
      handlaggare_id: people[2],
      recorded_at: createdAt,
      recorded_by: by,
    });
  if (random.chance(0.1))
    add("lifted_disqualification", {
      case_id: caseId,
      handlaggare_id: people[3],
      recorded_at: createdAt,
      recorded_by: by,
      lifted_at: after(createdAt, 5),
      lifted_by: by,
      reason: "Inte längre granne",
    });
  if (random.chance(0.2))
    add("interpreter_need", {
      case_id: caseId,
      language: "so",
      dialect: "maay",
      way: "remote",
      recorded_at: createdAt,
      recorded_by: by,
    });
}

function addRepresentative({ add, id }: Tools, { people }: Staff, caseId: string, createdAt: Date): string {
  const personId = id();
  add("person", { id: personId, kind: "external" });
  add("representative", {
    person_id: personId,
    case_id: caseId,
    kind: "ombud",
    name: "Ombud Ombudsson",
    phone: "070-1740610",
    language: "sv",
    valid_from: "2016-01-01",
    covers: "answers",
    registered_by_organisation_id: AGENCIES[0],
    registered_by: people[0],
    registered_at: createdAt,
  });
  return personId;
}

function addFeed({ add, id, anyTime, random }: Tools, personId: string, linkId: string | null): void {
  const createdAt = anyTime();
  const feedId = id();
  add("feed", {
    id: feedId,
    person_id: personId,
    kind: "events",
    link_id: linkId,
    token_hash: `\\x${createHash("sha256").update(feedId).digest("hex")}`,
    label: "Min kalender",
    detail_level: "busy",
    created_at: createdAt,
    expires_at: new Date(createdAt.getTime() + 365 * DAY_MS),
    revoked_at: random.chance(0.3) ? anyTime() : null,
  });
}

interface MeetingPlan {
  readonly caseId: string;
  readonly individualId: string;
  readonly representative: string | undefined;
  readonly office: string;
  readonly snapshot: { sex: string; birth_year: number; benefit: string };
  readonly startsAt: Date;
  readonly now: Date;
}

/** The end is what is counted from: it is what lies at a limit. */
function addMeeting(tools: Tools, staff: Staff, plan: MeetingPlan): string {
  const { add, id, random } = tools;
  const meetingId = id();
  const [endsAt, by] = [plan.startsAt, staff.people[0]];
  const startsAt = new Date(endsAt.getTime() - 3_600_000);
  const bookedAt = new Date(startsAt.getTime() - 20 * DAY_MS);
  const status = endsAt > plan.now ? "booked" : random.pick(["held", "not_held", "cancelled"]);
  add("meeting", {
    id: meetingId,
    reference: `SAM-${meetingId.slice(0, 8)}`,
    case_id: plan.caseId,
    type: random.pick(["gemensam_kartlaggning", "omstallningsmote", "kontaktmote", "uppfoljningsmote"]),
    status,
    starts_at: startsAt,
    ends_at: endsAt,
    mode: "on_site",
    place: "Hemma hos personen, Storgatan 3",
    created_at: bookedAt,
    created_by: by,
    changed_at: bookedAt,
    time_set_at: bookedAt,
    talked_with_at: bookedAt,
    talked_with_by: by,
    cancellation_reason: status === "cancelled" ? "other" : null,
    snapshot_sex: plan.snapshot.sex,
    snapshot_birth_year: plan.snapshot.birth_year,
    snapshot_benefit: plan.snapshot.benefit,
    snapshot_office_id: plan.office,
  });
  if (status === "held" || status === "not_held")
    add("outcome", {
      meeting_id: meetingId,
      held: status === "held",
      reason: status === "held" ? null : "did_not_come",
      recorded_at: endsAt,
      recorded_by: by,
    });
  const participantId = addParticipants(tools, staff, plan, meetingId, bookedAt);
  addTraces(tools, staff, { meetingId, participantId, startsAt, endsAt, bookedAt });
  addCorrespondence(tools, staff, {
    meetingId,
    participantId,
    personId: plan.individualId,
    endsAt,
    bookedAt,
  });
  return meetingId;
}

function addParticipants(
  { add, id, random }: Tools,
  { people, externals, offices }: Staff,
  { individualId, representative }: MeetingPlan,
  meetingId: string,
  bookedAt: Date,
): string {
  const participant = (personId: string, role: string, more: Row) =>
    add("participant", {
      id: id(),
      meeting_id: meetingId,
      person_id: personId,
      role,
      organisation_id: null,
      office_id: null,
      binding: true,
      further: false,
      uid: `${id()}@samtid`,
      created_at: bookedAt,
      ...more,
    }).id as string;
  for (const agency of [0, 1])
    participant(people[agency]!, "handlaggare", {
      organisation_id: AGENCIES[agency],
      office_id: offices[agency],
    });
  if (representative) participant(representative, "representative", { binding: false });
  if (random.chance(0.3)) participant(random.pick(externals), "external", { binding: false, further: true });
  return participant(individualId, "individual", {});
}

interface MeetingRows {
  readonly meetingId: string;
  readonly participantId: string;
  readonly endsAt: Date;
  readonly bookedAt: Date;
}

function addTraces(
  { add, id, random, after, anyTime }: Tools,
  { people }: Staff,
  { meetingId, participantId, startsAt, endsAt, bookedAt }: MeetingRows & { startsAt: Date },
): void {
  const by = people[0];
  const sealed = { text_encrypted: "\\x01", text_key_id: "test" };
  const changedAt = random.chance(0.1) ? anyTime() : after(endsAt, 30);
  for (const organisation of [null, AGENCIES[0]])
    if (random.chance(0.5))
      add("note", {
        meeting_id: meetingId,
        organisation_id: organisation,
        ...sealed,
        revision: 1,
        changed_at: changedAt,
        changed_by: by,
      });
  if (random.chance(0.3))
    add("task", {
      id: id(),
      meeting_id: meetingId,
      participant_id: participantId,
      ...sealed,
      created_at: changedAt,
      created_by: by,
    });
  add("event_log", {
    meeting_id: meetingId,
    kind: "booked",
    revision: 1,
    actor_id: by,
    occurred_at: bookedAt,
    short_notice_reason: "other",
    short_notice_text: random.chance(0.5) ? "Personen bad om det" : null,
  });
  if (random.chance(0.5)) {
    add("room", { meeting_id: meetingId });
    const seat = {
      participant_id: participantId,
      meeting_id: meetingId,
      state: "absent",
      place: "waiting",
      generation: 1,
    };
    add("seat", { ...seat, identified_by: "link", browser: "Firefox", changed_at: endsAt, node_id: id() });
    add("attendance", {
      participant_id: participantId,
      generation: 1,
      kind: "call",
      started_at: startsAt,
      ended_at: random.chance(0.9) ? endsAt : null,
    });
    add("equipment_check", {
      participant_id: participantId,
      checked_at: startsAt,
      camera: false,
      network: true,
    });
    if (random.chance(0.3))
      add("attendance_objection", { id: id(), participant_id: participantId, ...sealed, made_at: endsAt });
  }
  if (random.chance(0.2))
    add("idempotency_key", {
      key: id(),
      actor_id: by,
      request_hash: "\\x02",
      meeting_id: meetingId,
      created_at: anyTime(),
    });
  if (random.chance(0.2))
    add("held_time", {
      id: id(),
      meeting_id: meetingId,
      starts_at: startsAt,
      ends_at: endsAt,
      state: "chosen",
      created_at: bookedAt,
      changed_at: bookedAt,
    });
}

function addCorrespondence(
  tools: Tools,
  { people }: Staff,
  { meetingId, participantId, personId, endsAt, bookedAt }: MeetingRows & { personId: string },
): void {
  const { add, id, random, after, anyTime } = tools;
  const messageId = id();
  add("message", {
    id: messageId,
    meeting_id: meetingId,
    participant_id: participantId,
    time_version: 1,
    kind: "invitation",
    channel: "email",
    state: "handed_over",
    not_before: bookedAt,
    queued_at: bookedAt,
    changed_at: bookedAt,
    handed_over_at: bookedAt,
    sent_to: { email: "individ@example.test" },
    error: random.chance(0.1) ? "451 try again" : null,
    opened_at: random.chance(0.6) ? after(bookedAt, 3) : null,
  });
  const linkId = id();
  add("one_time_link", {
    id: linkId,
    participant_id: participantId,
    token_hash: `\\x${createHash("sha256").update(linkId).digest("hex")}`,
    created_at: bookedAt,
    expires_at: after(endsAt, 1),
  });
  if (random.chance(0.2)) addFeed(tools, personId, linkId);
  add("answer", {
    participant_id: participantId,
    time_version: 1,
    status: "declined",
    channel: "web",
    answered_at: after(bookedAt, 3),
    wish: random.chance(0.3) ? { comment: "Helst förmiddag" } : null,
    decline_reason: "other",
    decline_text: random.chance(0.5) ? "Jag mår inte bra" : null,
    comment: random.chance(0.2) ? "Hälsningar" : null,
  });
  if (random.chance(0.3))
    add("calendar_reply", {
      id: id(),
      participant_id: participantId,
      uid: id(),
      method: "reply",
      status: "accepted",
      sequence: 0,
      stamped_at: bookedAt,
      time_version: 1,
      verified: true,
      received_at: random.chance(0.2) ? anyTime() : after(bookedAt, 3),
      comment: "Kommer",
    });
  if (!random.chance(0.1)) return;
  const [at, closedAt] = [after(bookedAt, 3), random.chance(0.7) ? anyTime() : null];
  add("recall", {
    id: id(),
    meeting_id: meetingId,
    participant_id: participantId,
    message_id: messageId,
    reason: "Gick till grannen",
    recalled_at: at,
    recalled_by: people[0],
    language: "sv",
    calendar_uid: "u@samtid",
    calendar_sequence: 0,
    starts_at: bookedAt,
    ends_at: endsAt,
  });
  add("incident", {
    id: id(),
    organisation_id: AGENCIES[0],
    office_id: null,
    meeting_id: meetingId,
    message_id: messageId,
    reason: "Gick till grannen",
    opened_at: at,
    opened_by: people[0],
    closed_at: closedAt,
    closed_by: closedAt && people[0],
    closing_note: closedAt && "Ringde grannen",
  });
}

/** Parents first. */
const ORDER = [
  "organisation office person handlaggare external_party absence recurring_absence figure_export history_upload individual individual_preference",
  "cooperation_case consent case_assignment disqualification lifted_disqualification interpreter_need representative",
  "meeting outcome participant held_time note task event_log room seat attendance attendance_objection equipment_check idempotency_key occupancy message one_time_link",
  "feed answer calendar_reply recall incident",
].flatMap((line) => line.split(" "));

async function insertWorld(pool: Pool, world: World): Promise<void> {
  const office = world.get("office")![0]!.id;
  for (const incident of world.get("incident") ?? []) incident.office_id = office;
  for (const table of ORDER) {
    const rows = world.get(table) ?? [];
    const columns = Object.keys(rows[0] ?? {}).join(", ");
    if (rows.length > 0)
      await pool.query(
        `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
        [JSON.stringify(rows)],
      );
  }
}
