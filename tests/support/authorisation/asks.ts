import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { ApiBrowser } from "../api-browser.ts";
import type { DescribedOperation } from "../described-operations.ts";
import { bar, demand, FK, NOW, planOf, type Target, type World } from "./world.ts";

/** A request to be made by everybody, such that only who asks decides whether it is done. */
export interface Ask {
  readonly path?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
  /** A revision nobody has seen, unless given: who may gets 412, and nothing changes. */
  readonly ifMatch?: string;
  /** Whose link is used by those who came by one; that to `booked` unless given. */
  readonly link?: "offered" | "opened";
  /** What the answer mentions when it is about the target. */
  readonly about?: string;
  /** The code of a violation that only whoever may is told of. */
  readonly refusedAs?: string;
  /** Sent as it is, and not as JSON. */
  readonly calendar?: string;
  readonly csv?: string;
}

type Asking = (world: World, target: Target) => Ask | Promise<Ask>;

const WEEK = { from: "2026-03-16T00:00:00Z", to: "2026-03-30T00:00:00Z" };
const CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//SV\r\nEND:VCALENDAR\r\n";
const HOURS = {
  periods: [
    { validFrom: null, validUntil: null, hours: [{ weekday: 1, startMinutes: 480, endMinutes: 960 }] },
  ],
  exceptions: [],
  lunch: null,
  recurring: [],
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  capPerDay: null,
  capPerWeek: null,
};
const TIME = { durationMinutes: 60, mode: "video", place: null };
const OPENING = {
  opening: { fromOn: "2026-04-13", untilOn: "2026-04-24" },
  answerBy: "2026-03-12T11:00:00.000Z",
};
const NEED = { language: "ar", dialect: null, way: "remote" };
const EQUIPMENT = {
  browser: true,
  camera: false,
  microphone: null,
  speaker: null,
  network: true,
  relay: null,
};
const TEXT = { language: "sv", text: "Ring oss om du undrar något." };

const on = (meetingId: string, more: Ask = {}): Ask => ({ ...more, path: { meetingId, ...more.path } });
const booked =
  (more: Ask = {}): Asking =>
  (_world, target) =>
    on(target.booked, more);
const ofCase =
  (more: Ask = {}): Asking =>
  (_world, { caseId }) => ({ path: { caseId }, ...more });
const always =
  (more: Ask = {}): Asking =>
  () =>
    more;

async function participantOf({ served }: World, meetingId: string, role: string, organisationId?: string) {
  const { participants } = (await served.samtid.repositories.meetings.find(meetingId))!;
  const found = participants.find(
    (each) => each.role === role && (!organisationId || each.organisationId === organisationId),
  );
  return found!.id;
}
async function messageTo(world: World, meetingId: string, role: string): Promise<string> {
  const participantId = await participantOf(world, meetingId, role);
  const messages = await world.served.samtid.repositories.messages.listOf(meetingId);
  return messages.find((message) => message.participantId === participantId)!.id;
}
const run = ({ served }: World, query: ReturnType<typeof sql>) =>
  query.execute(served.samtid.database.query());
/** Something of one's own, made anew by `charge` each time: the last who was allowed may have taken it away. */
async function fresh(world: World, path: string, body: object): Promise<string> {
  return (await demand(world.charge.post(path, body))).id as string;
}
async function freshFile(world: World): Promise<string> {
  const { charge } = world;
  await run(world, sql`delete from external_calendar`);
  const response = await sendFile(charge, "/busy-files?label=Fil", CALENDAR, "text/calendar");
  return ((await response.json()) as { id: string }).id;
}
function sendFile(
  { cookies, origin }: ApiBrowser,
  path: string,
  file: string,
  type: string,
): Promise<Response> {
  const headers = { "sec-fetch-site": "same-origin", origin, "content-type": type };
  return cookies.send("POST", `/api/v1${path}`, headers, file);
}
const caseIndexOf = ({ people }: World, { caseId }: Target) => people.cases.indexOf(caseId);
const planFor = (world: World, target: Target) => {
  const { interpreterId } = world;
  const participants = [{ personId: interpreterId, attendance: "optional" }];
  return { ...planOf(world, caseIndexOf(world, target)), participants };
};
const searchFor = ({ people }: World, { caseId }: Target) => ({
  caseId,
  type: "gemensam_kartlaggning",
  durationMinutes: 60,
  sides: [
    { organisationId: "forsakringskassan", handlaggareIds: [people.fk[FK.charge]] },
    { organisationId: "arbetsformedlingen", handlaggareIds: [people.af[0]] },
  ],
});

const session: Record<string, Asking> = {
  readSession: always(),
  endSession: always(),
  async closeRoomPage(world, { booked: id }) {
    const participantId = await participantOf(world, id, "individual");
    return on(id, { path: { participantId }, body: { generation: 1 } });
  },
  listContacts: always(),
  listSignInWays: always(),
  listSignIns: always(),
  endSignIns: always(),
};

const REACHED = { email: "rattad@example.test", phone: null, address: null, language: "sv" };

/** Consent to count the person by name: nothing else changes when it is recorded or withdrawn. */
const SUS = {
  ...{ kind: "sus", answer: "given", givenOn: "2026-03-01", formVersion: "FK 7001 (2)" },
  ...{ fromOn: "2026-03-01", untilOn: null },
};

const people: Record<string, Asking> = {
  listHandlaggare: always(),
  listOffices: always(),
  searchCases: (_world, { individualName, caseId }) => ({ body: { text: individualName }, about: caseId }),
  readCase: (_world, { caseId }) => ({ path: { caseId }, about: caseId }),
  registerCase: always({
    refusedAs: "already_registered",
    body: {
      name: "Ny Person",
      personnummer: "19121212-1212",
      sex: "woman",
      email: "ny@example.test",
      phone: null,
      language: "sv",
      protection: "none",
      benefit: "sjukpenning",
      chainDay: null,
      secrecyConsentOn: null,
    },
  }),
  listExternalParties: ({ interpreterId }) => ({ about: interpreterId }),
  registerExternalParty: always({
    refusedAs: "already_registered",
    body: {
      kind: "tolk",
      name: "Ny Tolk",
      organisationName: null,
      email: "t@example.test",
      phone: null,
      languages: ["fi"],
    },
  }),
  readInterpreterNeed: ofCase(),
  setInterpreterNeed: ofCase({ body: { need: NEED } }),
  listRepresentatives: ofCase(),
  registerRepresentative: ofCase({
    body: {
      kind: "ombud",
      name: "Ett Ombud",
      email: "ett-ombud@example.test",
      phone: null,
      language: "sv",
      validFrom: "2026-03-01",
      validUntil: null,
      covers: "answers",
    },
  }),
  async withdrawRepresentative(world, { caseId }) {
    const registered = await demand(
      world.charge.post(`/cases/${caseId}/representatives`, {
        ...{ kind: "ombud", name: "Kort Ombud", email: "kort@example.test", phone: null, language: "sv" },
        ...{ validFrom: "2026-03-01", validUntil: null, covers: "answers" },
      }),
    );
    const ofNow = (registered.items as { personId: string; name: string; state: string }[]).find(
      ({ name, state }) => name === "Kort Ombud" && state === "valid",
    );
    return { path: { caseId }, body: { personId: ofNow!.personId } };
  },
  readDetails: ofCase(),
  correctDetails: (_world, { caseId, individualName: name }) => ({
    path: { caseId },
    body: { ...REACHED, name, why: "Ny adress" },
  }),
  listConsents: ofCase(),
  recordConsent: ofCase({ body: SUS }),
  async withdrawConsent(world, { caseId }) {
    const { items } = await demand(world.charge.post(`/cases/${caseId}/consents`, SUS));
    const consents = items as { id: string; kind: string; mayWithdraw: boolean }[];
    const fresh = consents.find(({ kind, mayWithdraw }) => kind === "sus" && mayWithdraw);
    return { path: { caseId }, body: { consentId: fresh!.id } };
  },
};

const scheduling: Record<string, Asking> = {
  searchFreeTimes: (world, target) => ({
    body: { ...searchFor(world, target), fromOn: "2026-03-16", toOn: "2026-03-27" },
  }),
  readWhyNot: (world, target) => ({ body: { ...searchFor(world, target), at: target.startAt } }),
  readCapacity: ({ offices }) => ({
    query: { officeId: offices.own, otherOfficeId: offices.other, fromOn: "2026-03-16", toOn: "2026-03-20" },
  }),
  readOfficeWeek: ({ offices }) => ({ path: { officeId: offices.own }, query: WEEK }),
  readOwnCalendar: (_world, { booked: about }) => ({ query: WEEK, about }),
  readBusyTimes: (world) => ({ path: { personId: world.people.fk[FK.charge]! }, query: WEEK }),
  addAbsence: always({
    body: { startAt: "2026-05-04T08:00:00Z", endAt: "2026-05-04T09:00:00Z", title: null },
  }),
  changeAbsence: async (world) => {
    const body = { startAt: "2026-05-05T08:00:00Z", endAt: "2026-05-05T09:00:00Z", title: null };
    return { path: { absenceId: await fresh(world, "/absences", body) }, body };
  },
  removeAbsence: async (world) => {
    const body = { startAt: "2026-05-06T08:00:00Z", endAt: "2026-05-06T09:00:00Z", title: null };
    return { path: { absenceId: await fresh(world, "/absences", body) } };
  },
  readWorkingHours: always(),
  changeWorkingHours: always({ body: HOURS }),
  previewWorkingHours: always({ body: HOURS }),
  listTimeCollisions: always(),
  keepTimeCollision: (_world, { booked: meetingId, startAt }) => ({ body: { meetingId, startAt } }),
};

const feeds: Record<string, Asking> = {
  listFeeds: async (world) => ({ about: await fresh(world, "/feeds", { label: "Min" }) }),
  createFeed: always({ body: { label: "Ny" } }),
  revokeFeed: async (world) => ({ path: { feedId: await fresh(world, "/feeds", { label: "Kort" }) } }),
  rotateFeed: async (world) => ({
    path: { feedId: await fresh(world, "/feeds", { label: "Bytt" }) },
    body: {},
  }),
  listBusySources: async (world) => ({ about: await freshFile(world) }),
  addBusySource: always({
    refusedAs: "unreachable",
    body: { label: "Min", address: "http://127.0.0.1:9/kalender.ics" },
  }),
  uploadBusyFile: always({ query: { label: "Min" }, calendar: CALENDAR }),
  readBusySource: async (world) => ({ path: { sourceId: await freshFile(world) }, body: {} }),
  removeBusySource: async (world) => ({ path: { sourceId: await freshFile(world) } }),
  downloadMeeting: booked(),
};

const meetings: Record<string, Asking> = {
  listMeetingTypes: always(),
  listMeetings: (_world, { booked: about }) => ({ query: { limit: "100" }, about }),
  readMeeting: (_world, { booked: about }) => on(about, { about }),
  previewMeeting: (world, target) => ({ body: { ...planFor(world, target), startAt: target.startAt } }),
  bookMeeting: (world, target) => ({ body: { ...planFor(world, target), startAt: target.startAt } }),
  previewOffer: (world, target) => ({ body: offerFor(world, target) }),
  offerMeeting: (world, target) => ({ body: offerFor(world, target) }),
  previewOpening: (world, target) => ({ body: { ...planFor(world, target), ...OPENING } }),
  openMeeting: (world, target) => ({ body: { ...planFor(world, target), ...OPENING } }),
  moveMeeting: (_world, { booked: id, startAt }) => on(id, { body: { ...TIME, startAt } }),
  cancelMeeting: booked({ body: { reason: "individual" } }),
  withdrawOffer: (_world, { offered }) => on(offered, { body: {} }),
  async recordAnswer(world, { booked: id }) {
    const participantId = await participantOf(world, id, "individual");
    return on(id, { body: { participantId, timeVersion: 1, given: { answer: "accepted" } } });
  },
  async checkIdentity(world, { booked: id }) {
    const participantId = await participantOf(world, id, "individual");
    return on(id, { path: { participantId }, body: { method: "call_back" } });
  },
  async confirmReply(world, { booked: id }) {
    const participantId = await participantOf(world, id, "individual");
    const { rows } = await run(
      world,
      sql`insert into calendar_reply (participant_id, uid, method, status, sequence, stamped_at, time_version, verified, received_at)
        select id, uid, 'reply', 'accepted', (select count(*) from calendar_reply), ${NOW}, 1, false, clock_timestamp() from participant where id = ${participantId} returning id`,
    );
    return on(id, { body: { replyId: (rows[0] as { id: string }).id } });
  },
  async markCalled(world, { booked: id }) {
    const messageId = await messageTo(world, id, "representative");
    await run(world, sql`update message set channel = 'telephone', state = 'to_do' where id = ${messageId}`);
    return on(id, { body: { messageId } });
  },
  recordChoice: async ({ served }, { offered: id }) => {
    const [held] = (await served.samtid.repositories.meetings.find(id))!.heldTimes;
    return on(id, { body: { heldTimeId: held!.id } });
  },
  readPickableTimes: (_world, { opened }) => on(opened),
  recordPick: (_world, { opened, startAt }) => on(opened, { body: { startAt } }),
  listDrafts: (_world, { draft: about }) => ({ about }),
  confirmDraft: (_world, { draft }) => on(draft, { body: {} }),
  rejectDraft: (_world, { draft }) => on(draft, { body: { reason: "time" } }),
  retractDraft: (_world, { draft }) => on(draft, { body: {} }),
  listStandIns: async (world, { booked: id }) =>
    on(id, { query: { participantId: await participantOf(world, id, "handlaggare", "forsakringskassan") } }),
  swapHandlaggare: async (world, { booked: id }) =>
    on(id, {
      body: {
        participantId: await participantOf(world, id, "handlaggare", "forsakringskassan"),
        personId: world.people.fk[FK.standIn],
      },
    }),
  inviteFurther: (world, { booked: id }) =>
    on(id, {
      body: { personId: world.people.fk[FK.standIn], attendance: "optional", secrecyConsentOn: null },
    }),
  releaseFurther: async (world, { booked: id }) =>
    on(id, { body: { participantId: await participantOf(world, id, "external") } }),
  readInterpreting: booked(),
  setInterpreterState: async (world, { booked: id }) =>
    on(id, { body: { participantId: await participantOf(world, id, "external"), state: "requested" } }),
  async listInterpreterTasks(world, { booked: about }) {
    const lost = { participantId: await participantOf(world, about, "external"), state: "lost" };
    await demand(world.charge.post(`/meetings/${about}/interpreter-states`, lost));
    return { about };
  },
};
const offerFor = (world: World, target: Target) => ({
  ...planFor(world, target),
  times: [target.startAt, "2026-03-26T14:00:00.000Z"],
  answerBy: OPENING.answerBy,
});

const outcomes: Record<string, Asking> = {
  readFollowThrough: booked(),
  exportDocuments: (_world, { booked: about }) => on(about, { about }),
  exportDocumentsOnPaper: booked(),
  recordOutcome: booked({ body: { held: true, reason: null } }),
  writeNote: booked({ path: { part: "own" }, body: { text: "En anteckning." } }),
  addTask: async (world, { booked: id }) => on(id, { body: await taskFor(world, id) }),
  markTask: async (world, { booked: id }) =>
    on(id, { path: { taskId: await freshTask(world, id) }, body: { done: true } }),
  removeTask: async (world, { booked: id }) => on(id, { path: { taskId: await freshTask(world, id) } }),
};
const taskFor = async (world: World, id: string) => ({
  participantId: await participantOf(world, id, "individual"),
  text: "Ringa",
  dueOn: null,
});
async function freshTask(world: World, id: string): Promise<string> {
  const { tasks } = await demand(world.charge.post(`/meetings/${id}/tasks`, await taskFor(world, id)));
  return (tasks as { id: string }[]).at(-1)!.id;
}

const handOvers: Record<string, Asking> = {
  listHandOverPeople: ({ people: { fk } }) => ({ about: fk[FK.charge]! }),
  previewHandOver: ({ people: { fk } }) => ({
    body: { personId: fk[FK.charge], toPersonIds: [fk[FK.standIn]], ofMeetingId: null },
  }),
  handOver: ({ people: { fk } }) => ({
    body: { personId: fk[FK.charge], disqualifiedOfMeetingId: null, items: [] },
  }),
  listDisqualifications: ({ people: { fk } }) => ({ about: fk[FK.jav]! }),
  async liftDisqualification({ served, people: { fk } }, { caseId }) {
    await bar(served.samtid, caseId, fk[FK.barred]!);
    return { body: { caseId, personId: fk[FK.barred], reason: "Det var en annan person." } };
  },
};

const REQUEST = {
  ...{ requestedOn: "2026-03-01", requestedBy: "forsakringskassan", receivedOn: null, employment: null },
  ...{ kommun: null, enrolledAtAf: null, studies: null, benefitDaysBefore: null },
};
const NOBODYS = { ids: ["00000000-0000-4000-8000-000000000000"] };

const followup: Record<string, Asking> = {
  readCourse: (_world, { caseId }) => ({ path: { caseId }, about: caseId }),
  recordRequest: ofCase({ body: REQUEST }),
  recordResult: ofCase({ body: { result: "other_support" } }),
  recordMeasures: ofCase({ body: { measures: [] } }),
  recordEnding: ofCase({ body: { endedOn: "2026-03-01", ending: "avbrutet", wentTo: "no_information" } }),
  listRegistrations: (_world, { caseId }) => ({ query: { limit: "100" }, about: caseId }),
  checkRegistrations: always({ body: NOBODYS }),
  handOverRegistrations: always({ body: NOBODYS }),
  fetchRegistrationFile: always({ body: { format: "json" } }),
  async readWorklists(world, { booked: about }) {
    await run(
      world,
      sql`insert into interpreter_need (case_id, language, way, recorded_at, recorded_by)
        select case_id, 'ar', 'remote', ${NOW}, created_by from meeting where id = ${about} on conflict do nothing`,
    );
    return { about };
  },
};

const recalls: Record<string, Asking> = {
  recallMessage: async (world, { expendable: id }) =>
    on(id, { body: { messageId: await messageTo(world, id, "individual"), reason: "Fel person." } }),
  renewLink: async (world, { expendable: id }) =>
    on(id, { path: { participantId: await participantOf(world, id, "individual") }, body: {} }),
  listIncidents: async (world, target) => ({ about: await freshIncident(world, target) }),
  closeIncident: async (world, target) => ({
    path: { incidentId: await freshIncident(world, target) },
    body: { note: "Mottagaren har ringts." },
  }),
};
async function freshIncident(world: World, { expendable: id }: Target): Promise<string> {
  const messageId = await messageTo(world, id, "individual");
  const { rows } = await run(
    world,
    sql`insert into incident (organisation_id, office_id, meeting_id, message_id, reason, opened_at, opened_by)
      values ('forsakringskassan', ${world.offices.own}, ${id}, ${messageId}, 'Fel person.', ${NOW}, ${world.people.fk[FK.charge]})
      returning id`,
  );
  return (rows[0] as { id: string }).id;
}

/** An agency's file, read through. */
async function freshHistory({ served: { samtid }, people: { fk } }: World): Promise<string> {
  const admin = (await samtid.repositories.people.findStaffMember(fk[FK.admin]!))!;
  const { id } = await samtid.keepHistoryUploads.receive(
    { kind: "staff", ...admin },
    { kind: "meetings", fileName: "moten.csv" },
    Buffer.from(HISTORY),
  );
  await samtid.workHistoryUploads.work(id);
  return id;
}
const HISTORY = "reference;case\nM1;A1\n";
const history: Record<string, Asking> = {
  uploadHistory: always({ query: { kind: "meetings", fileName: "moten.csv" }, csv: HISTORY }),
  listHistoryUploads: async (world) => ({ about: await freshHistory(world) }),
  readHistoryUpload: async (world) => ({ path: { uploadId: await freshHistory(world) } }),
  importHistoryUpload: async (world) => ({ path: { uploadId: await freshHistory(world) } }),
  fetchHistoryProblems: async (world) => ({ path: { uploadId: await freshHistory(world) } }),
  readHistoryFormats: always(),
  fetchHistoryExample: always({ path: { kind: "meetings" } }),
};

const audit: Record<string, Asking> = {
  searchAudit: (_world, { caseId }) => ({ body: { person: caseId, limit: 100 }, about: caseId }),
  exportAudit: (_world, { caseId }) => ({ body: { person: caseId, format: "json" }, about: caseId }),
  listAuditActions: always({ about: "meeting:read" }),
  verifyAudit: always(),
};
const figures: Record<string, Asking> = {
  listFigureDefinitions: always(),
  readFigures: always(),
  readFigure: always({ path: { figureId: "kartlaggningar" } }),
  readYearlyReport: always({ path: { year: "2025" } }),
  askFigureExport: always({ body: { format: "csv" } }),
  listFigureGroups: always(),
  addFigureGroup: async () => ({ body: { kind: "local", name: randomUUID() } }),
  changeFigureGroup: async (world) => ({
    path: { groupId: await freshGroup(world) },
    body: { name: randomUUID(), lan: [], officeIds: [] },
  }),
  endFigureGroup: async (world) => ({ path: { groupId: await freshGroup(world) } }),
  readFigureExport: async (world) => ({ path: { exportId: await chefsExport(world) } }),
  fetchFigureExport: async (world) => ({ path: { exportId: await chefsExport(world) } }),
};
async function freshGroup(world: World): Promise<string> {
  const { rows } = await run(
    world,
    sql`insert into figure_group (kind, name) values ('local', ${randomUUID()}) returning id`,
  );
  return (rows[0] as { id: string }).id;
}
async function chefsExport({ served: { samtid }, people: { fk } }: World): Promise<string> {
  const chef = (await samtid.repositories.people.findStaffMember(fk[FK.chef]!))!;
  const { id } = await samtid.keepExports.ask({ kind: "staff", ...chef }, { format: "pdf" });
  await samtid.keepExports.make(id);
  return id;
}
const protectedReads: Record<string, Asking> = {
  listProtectedReads: ({ actors }) => ({
    query: { limit: "100" },
    about: actors.get("protected")!.target.caseId,
  }),
};

const administration: Record<string, Asking> = {
  extractPerson: (_world, { caseId, individualName: about }) => ({
    path: { caseId },
    body: { format: "json", why: "Begäran 2026/8" },
    about,
  }),
  readRetention: always(),
  listProtectedStaff: always(),
  protectStaff: ({ people: { fk } }) => ({
    path: { personId: fk[FK.charge]! },
    body: { protection: "none", name: `FK Handläggare ${FK.charge}`, why: "Inget har ändrats" },
  }),
  listAgencyTexts: always(),
  listAgencyTextVersions: always({ path: { key: "whom_to_call" }, query: { language: "sv" } }),
  writeAgencyText: always({ path: { key: "whom_to_call" }, body: TEXT }),
  previewAgencyText: always({ body: { ...TEXT, key: "whom_to_call" } }),
  listSetAsideMessages: async (world, target) => ({ about: await freshFailure(world, target) }),
  retryMessage: async (world, target) => ({
    path: { messageId: await freshFailure(world, target) },
    body: {},
  }),
  readAgencySettings: ({ offices }) => ({ about: offices.own }),
  changeLinkChannels: always({ body: { channels: ["email"] } }),
  changeOffice: ({ offices }) => ({ path: { officeId: offices.own }, body: { confirmsMeetings: false } }),
  changeRequiredParties: ({ offices }) => ({
    path: { officeId: offices.own },
    body: { type: "gemensam_kartlaggning", parties: [] },
  }),
};
async function freshFailure(world: World, { booked: id }: Target): Promise<string> {
  const messageId = await messageTo(world, id, "individual");
  await run(world, sql`update message set state = 'failed', failure = 'error' where id = ${messageId}`);
  return messageId;
}

const invitation: Record<string, Asking> = {
  async openInvitation({ served: { samtid } }, { booked: id }) {
    const { participants } = (await samtid.repositories.meetings.find(id))!;
    const { id: individual } = participants.find(({ role }) => role === "individual")!;
    return { body: { token: await samtid.repositories.links.tokenFor(individual) } };
  },
  readInvitation: (_world, { booked: about }) => ({ about }),
  downloadInvitation: always(),
  answerInvitation: (_world, { booked: about }) => ({
    body: { timeVersion: 1, given: { answer: "accepted" } },
    about,
  }),
  chooseTime: async ({ served }, { offered }) => ({
    link: "offered",
    body: { heldTimeId: (await served.samtid.repositories.meetings.find(offered))!.heldTimes[0]!.id },
  }),
  readInvitationTimes: always({ link: "opened" }),
  pickTime: (_world, { startAt }) => ({ link: "opened", body: { startAt } }),
  tellEquipmentCheck: booked({ body: EQUIPMENT }),
  readInvitedFeed: always(),
  createInvitedFeed: always({ body: {} }),
  closeInvitedFeed: always(),
  listOwnMeetings: (_world, { booked: about }) => ({ about }),
  readOwnAttendance: (_world, { booked: about }) => on(about, { about }),
  objectToAttendance: booked({ body: { text: "Jag var med hela tiden." } }),
  listOwnOpenings: always(),
  readOwnDetails: always(),
  correctOwnDetails: always({ body: REACHED }),
  openOwnMeeting: (_world, { booked: meetingId }) => ({ body: { meetingId }, about: meetingId }),
};

/** How each operation is asked of the target, by operation id. */
export const ASKS: Readonly<Record<string, Asking>> = {
  ...session,
  ...people,
  ...scheduling,
  ...feeds,
  ...meetings,
  ...outcomes,
  ...handOvers,
  ...followup,
  ...recalls,
  ...audit,
  ...figures,
  ...history,
  ...protectedReads,
  ...administration,
  ...invitation,
};

/** Sends the request of an ask, as a page of our own does. */
export function send(
  browser: ApiBrowser,
  { method, path, needsRevision }: DescribedOperation,
  ask: Ask,
): Promise<Response> {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
    encodeURIComponent(ask.path![name]!),
  );
  const query = ask.query ? `?${new URLSearchParams(ask.query).toString()}` : "";
  if (ask.calendar) return sendFile(browser, filled + query, ask.calendar, "text/calendar");
  if (ask.csv) return sendFile(browser, filled + query, ask.csv, "text/csv");
  const own = { "sec-fetch-site": "same-origin", origin: browser.origin };
  const headers = needsRevision ? { ...own, "if-match": ask.ifMatch ?? '"999"' } : own;
  const body = ask.body === undefined ? undefined : JSON.stringify(ask.body);
  return browser.cookies.send(method, `/api/v1${filled}${query}`, headers, body);
}

/** Whoever can do most with an operation: what they are refused, all are. */
export function ablest({ actors }: World, { id, caller }: DescribedOperation, ask: Ask): ApiBrowser {
  const link = actors.get("link")!;
  if (caller === "invited") return (ask.link && link.links?.[ask.link]) ?? link.browser;
  if (caller === "anyone") return actors.get("out")!.browser;
  if (caller === "individual") return actors.get("eid")!.browser;
  // Done after all, it would sign out who is needed for the rest.
  if (id === "endSignIns") return actors.get("office")!.browser;
  if (id in audit) return actors.get("auditor")!.browser;
  if (id in protectedReads) return actors.get("chef")!.browser;
  return actors.get(
    id in administration || id in history || id.endsWith("FigureGroup") || id.endsWith("FigureGroups")
      ? "admin"
      : "charge",
  )!.browser;
}
