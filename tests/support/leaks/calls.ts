import { testPersonnummer } from "../../../server/demo/test-personnummer.ts";
import type { SamplePeople } from "../sample-people.ts";
import { STARTS_AT, type LeakWorld } from "./world.ts";

/** An operation as the OpenAPI document describes it. */
export interface DescribedOperation {
  readonly id: string;
  readonly method: "get" | "post" | "put" | "delete";
  /** With parameters in braces. */
  readonly path: string;
  readonly hasBody: boolean;
  readonly hasQuery: boolean;
}

/** Reads all the operations there are from the document that the system itself gives. */
export function describedOperations(document: {
  paths: Record<
    string,
    Record<string, { operationId: string; requestBody?: unknown; parameters?: { in: string }[] }>
  >;
}): DescribedOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, requestBody, parameters = [] }]) => ({
      id: operationId,
      method: method as DescribedOperation["method"],
      path,
      hasBody: requestBody !== undefined,
      hasQuery: parameters.some((each) => each.in === "query"),
    })),
  );
}

const WEEK = "from=2026-03-15T23:00:00Z&to=2026-03-29T22:00:00Z";
const AWAY = { startAt: "2026-04-01T08:00:00Z", endAt: "2026-04-01T09:00:00Z", title: null, kind: "away" };

/**
 * What is sent with each operation that takes something: well-formed, so that the answer is what one who asks in earnest gets. An
 * operation without a line here fails the test.
 */
export function inputsFor({ ids }: LeakWorld, people: SamplePeople, offices: Record<"fk" | "af", string>) {
  const caseId = ids.cases[0];
  const handlaggare = [
    { organisationId: "forsakringskassan", personId: people.fk[0] },
    { organisationId: "arbetsformedlingen", personId: people.af[0] },
  ];
  const sides = handlaggare.map(({ organisationId, personId }) => ({
    organisationId,
    handlaggareIds: [personId],
  }));
  const asked = { caseId, type: "gemensam_kartlaggning", durationMinutes: 30 };
  const plan = {
    ...asked,
    mode: "video",
    place: null,
    handlaggare,
    talkedWithIndividual: true,
    decisionCommunicatedOn: null,
    secrecyConsentOn: null,
    participants: [{ personId: ids.interpreterPersonId, attendance: "optional" }],
  };
  const offer = {
    ...plan,
    times: ["2026-03-24T09:00:00.000Z", "2026-03-24T10:00:00.000Z"],
    answerBy: "2026-03-20T10:00:00.000Z",
  };
  const opening = {
    ...plan,
    opening: { fromOn: "2026-03-23", untilOn: "2026-03-27" },
    answerBy: "2026-03-18T10:00:00.000Z",
  };
  const answer = { timeVersion: 1, given: { answer: "accepted" } };
  const move = { startAt: "2026-03-25T09:00:00.000Z", durationMinutes: 30, mode: "video", place: null };
  const { individual, interpreter, fk } = ids.participants;
  const query: Record<string, string> = {
    listMeetings: "limit=50",
    readFigures: "year=2025",
    readFigure: "year=2025",
    listRegistrations: "limit=50",
    readOwnCalendar: WEEK,
    readBusyTimes: WEEK,
    readOfficeWeek: WEEK,
    readCapacity: `officeId=${offices.fk}&otherOfficeId=${offices.af}&fromOn=2026-03-16&toOn=2026-03-27`,
    listStandIns: `participantId=${fk}`,
    listAgencyTextVersions: "language=sv",
    uploadBusyFile: "label=fil",
    uploadHistory: "kind=meetings&fileName=moten.csv",
    listHandlaggare: "limit=50",
    listExternalParties: "limit=50",
    listIncidents: "limit=50",
    listDrafts: "limit=50",
    listSetAsideMessages: "limit=50",
    listProtectedReads: "limit=50",
    verifyAudit: "from=2026-03-01",
    readPickableTimes: "",
    readInvitationTimes: "",
  };
  const body: Record<string, unknown> = {
    searchCases: { text: "Z" },
    searchAudit: { limit: 100 },
    exportAudit: { format: "csv" },
    askFigureExport: { format: "csv" },
    addFigureGroup: { kind: "local", name: "Grupp" },
    changeFigureGroup: { name: "Grupp", lan: [], officeIds: [] },
    extractPerson: { format: "json", why: "Begäran 2026/8" },
    objectToAttendance: { text: "Jag var med hela tiden." },
    openOwnMeeting: { meetingId: ids.meetings[0] },
    checkIdentity: { method: "in_person" },
    searchFreeTimes: {
      ...asked,
      sides,
      fromOn: "2026-03-16",
      toOn: "2026-03-27",
      participants: plan.participants,
    },
    readWhyNot: { ...asked, sides, at: STARTS_AT, participants: plan.participants },
    previewMeeting: { ...plan, startAt: "2026-03-24T09:00:00.000Z" },
    previewOffer: offer,
    previewOpening: opening,
    previewHandOver: { personId: people.fk[0], toPersonIds: [people.fk[1]], ofMeetingId: null },
    previewAgencyText: { key: "whom_to_call", language: "sv", text: "Ring oss." },
    previewWorkingHours: PATTERN,
    openInvitation: { token: "A".repeat(43) },
    closeRoomPage: { generation: 1 },
    tellEquipmentCheck: {
      browser: true,
      camera: false,
      microphone: null,
      speaker: null,
      network: true,
      relay: null,
    },
    registerCase: {
      name: "Någon Annan",
      personnummer: testPersonnummer("1960-05-05", "woman"),
      sex: "woman",
      email: null,
      phone: null,
      language: "sv",
      protection: "none",
      benefit: "sjukpenning",
      chainDay: null,
      secrecyConsentOn: null,
    },
    registerExternalParty: {
      kind: "annan",
      name: "Någon Annan",
      organisationName: null,
      email: "annan@example.test",
      phone: null,
      languages: [],
    },
    registerRepresentative: {
      kind: "ombud",
      name: "Ett Annat Ombud",
      email: "annat-ombud@example.test",
      phone: null,
      language: "sv",
      validFrom: "2026-03-01",
      validUntil: null,
      covers: "answers",
    },
    withdrawRepresentative: { personId: people.fk[0] },
    protectStaff: { protection: "none", name: "Handläggare", why: "Inget" },
    correctDetails: { ...DETAILS, name: "Någon Rättad", why: "Ny adress" },
    correctOwnDetails: DETAILS,
    recordConsent: { kind: "secrecy", givenOn: "2026-03-01", externalPartyIds: [] },
    withdrawConsent: { consentId: ids.message },
    setInterpreterNeed: { need: { language: "so", dialect: null, way: "remote" } },
    setInterpreterState: { participantId: interpreter, state: "confirmed" },
    addAbsence: AWAY,
    changeAbsence: { ...AWAY, title: "Zfrånvaro" },
    changeWorkingHours: PATTERN,
    keepTimeCollision: { meetingId: ids.meetings[0], startAt: STARTS_AT },
    bookMeeting: { ...plan, startAt: "2026-03-24T09:00:00.000Z" },
    offerMeeting: { ...offer, times: ["2026-03-25T09:00:00.000Z", "2026-03-25T10:00:00.000Z"] },
    openMeeting: opening,
    recordAnswer: { ...answer, participantId: interpreter },
    confirmReply: { replyId: ids.message },
    markCalled: { messageId: ids.message },
    recordChoice: { heldTimeId: ids.message },
    recordPick: { startAt: "2026-03-24T09:00:00.000Z" },
    chooseTime: { heldTimeId: ids.message },
    pickTime: { startAt: "2026-03-24T09:00:00.000Z" },
    answerInvitation: answer,
    createFeed: { label: "kalender", detailLevel: "reference" },
    addBusySource: { label: "kalender", address: "https://localhost/hemlig.ics" },
    uploadBusyFile: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    uploadHistory: "reference;case\nM1;A1\n",
    writeNote: { text: "Zgemensamanteckning och mer" },
    addTask: { participantId: individual, text: "Zuppgift två", dueOn: null },
    markTask: { done: true },
    recordRequest: {
      ...{ requestedOn: "2026-03-01", requestedBy: "forsakringskassan", receivedOn: null, employment: null },
      ...{ kommun: "0380", enrolledAtAf: null, studies: null, benefitDaysBefore: 400 },
    },
    recordResult: { result: "other_support" },
    recordMeasures: { measures: [] },
    recordEnding: { endedOn: "2026-03-01", ending: "avbrutet", wentTo: "no_information" },
    checkRegistrations: { ids: [ids.message] },
    handOverRegistrations: { ids: [ids.message] },
    fetchRegistrationFile: { format: "csv" },
    recordOutcome: { held: true, reason: null },
    inviteFurther: { personId: people.af[0], attendance: "optional", secrecyConsentOn: null },
    releaseFurther: { participantId: interpreter },
    swapHandlaggare: { participantId: fk, personId: people.af[1] },
    moveMeeting: move,
    rejectDraft: { reason: "time" },
    recallMessage: { messageId: ids.message, reason: "Zåterkallelseskäl" },
    renewLink: {},
    closeIncident: { note: "Zåtgärd" },
    handOver: { personId: people.fk[0], disqualifiedOfMeetingId: null, items: [] },
    liftDisqualification: { caseId, personId: people.fk[1], reason: "Det var fel." },
    changeLinkChannels: { channels: ["email", "sms", "letter", "digital_mailbox"] },
    changeOffice: { confirmsMeetings: false },
    changeRequiredParties: { type: "gemensam_kartlaggning", parties: [] },
    writeAgencyText: { language: "sv", text: "Ring oss om du undrar." },
    withdrawOffer: {},
    confirmDraft: {},
    retractDraft: {},
    retryMessage: {},
    cancelMeeting: { reason: "individual" },
  };
  return { query, body };
}

/** Whose-ever they become, they are nobody's secret. */
const DETAILS = { email: "rattad@example.test", phone: null, address: null, language: "sv" };

const PATTERN = {
  periods: [
    {
      validFrom: null,
      validUntil: null,
      hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinutes: 480, endMinutes: 960 })),
    },
  ],
  exceptions: [],
  lunch: null,
  recurring: [],
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  capPerDay: null,
  capPerWeek: null,
};

/** What stands in a path's braces: everything there is of the kind. */
export function valuesFor({ ids }: LeakWorld, people: SamplePeople, offices: Record<"fk" | "af", string>) {
  return {
    meetingId: ids.meetings,
    caseId: ids.cases,
    participantId: [ids.participants.interpreter],
    personId: [people.fk[0]!, people.af[0]!],
    officeId: [offices.fk, offices.af],
    absenceId: [ids.absence],
    sourceId: [ids.busySource],
    feedId: [ids.feed],
    messageId: [ids.message],
    incidentId: [ids.incident],
    taskId: [ids.task],
    part: ["joint", "own"],
    key: ["whom_to_call"],
    figureId: ["kartlaggningar"],
    year: ["2025"],
    exportId: [ids.figureExport],
    uploadId: [ids.historyUpload],
    groupId: [ids.figureGroup],
    kind: ["meetings", "cooperations"],
  } as const satisfies Record<string, readonly string[]>;
}

/** What is done last, since nobody can read on afterwards. */
export const LAST = [
  "endFigureGroup",
  "releaseFurther",
  "swapHandlaggare",
  "moveMeeting",
  "cancelMeeting",
  "removeTask",
  "removeAbsence",
  "removeBusySource",
  "revokeFeed",
  "closeInvitedFeed",
  "correctDetails",
  "correctOwnDetails",
  "endSignIns",
  "endSession",
];
