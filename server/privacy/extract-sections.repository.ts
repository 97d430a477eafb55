import { sql, type RawBuilder } from "kysely";

/** Whose data, and for which agency. */
export interface ExtractSubject {
  readonly individualId: string;
  /** The agency's own cases of theirs. */
  readonly caseIds: readonly string[];
  readonly organisationId: string;
}

interface ExtractSection {
  /** Every table that the section is read from, for the test that none is forgotten. */
  readonly tables: readonly string[];
  readonly rows: (subject: ExtractSubject) => RawBuilder<Record<string, unknown>>;
}

const cases = ({ caseIds }: ExtractSubject) => sql`any (${[...caseIds]}::uuid[])`;
const meetings = (subject: ExtractSubject) => sql`(select id from meeting where case_id = ${cases(subject)})`;
/** The individual's own participations, and those of who answers for them. */
const own = (subject: ExtractSubject) => sql`(select p.id from participant p
  where p.meeting_id in ${meetings(subject)} and p.role in ('individual', 'representative'))`;
const ofMeeting = sql`join meeting m on m.id = x.meeting_id`;
const ofParticipant = sql`join participant p on p.id = x.participant_id join meeting m on m.id = p.meeting_id`;

/** A handläggare's name, unless they have protected identity themselves. */
const staffName = (staff: string) =>
  sql`case when ${sql.ref(`${staff}.protection`)} = 'none' then ${sql.ref(`${staff}.name`)} end`;

/**
 * Everything Samtid knows of an individual, for the agency that has the case: its own notes and the joint ones, never the other
 * agency's. What is encrypted comes as `encrypted` and `keyId`, and is given out in the clear as `text`.
 */
export const EXTRACT_SECTIONS = {
  wishes: {
    tables: ["individual_preference"],
    rows: ({ individualId }) => sql`select weekdays, parts_of_day as "partsOfDay", earliest_on as "earliestOn"
      from individual_preference where person_id = ${individualId}`,
  },
  cases: {
    tables: ["cooperation_case", "case_assignment"],
    rows: (subject) => sql`select c.id, c.benefit, o.name as office, c.chain_day as "chainDay",
        c.chain_day_on as "chainDayOn", c.forsakringskassan_reference as "forsakringskassanReference",
        c.arbetsformedlingen_reference as "arbetsformedlingenReference", c.created_at as "registeredAt",
        array(select ${staffName("h")} from case_assignment a join handlaggare h on h.person_id = a.handlaggare_id
          where a.case_id = c.id order by h.name) as assigned
      from cooperation_case c join office o on o.id = c.owner_office_id where c.id = ${cases(subject)} order by c.created_at`,
  },
  cooperations: {
    tables: ["cooperation", "cooperation_datum", "cooperation_measure", "sus_registration"],
    rows: (
      subject,
    ) => sql`select c.requested_on as "requestedOn", c.requested_by_organisation_id as "requestedBy",
        c.received_on as "receivedOn", c.employment, c.kommun, c.enrolled_at_af as "enrolledAtAf", c.studies,
        case when ${subject.organisationId} = 'forsakringskassan' then c.benefit_days_before end as "benefitDaysBefore",
        c.first_meeting_on as "firstMeetingOn", c.last_meeting_on as "lastMeetingOn", c.result, c.ended_on as "endedOn",
        c.ending, c.went_to as "wentTo",
        (select jsonb_object_agg(d.datum, d.source) from cooperation_datum d where d.cooperation_id = c.id
          and (d.datum <> 'benefit_days' or ${subject.organisationId} = 'forsakringskassan')) as sources,
        (select coalesce(jsonb_agg(jsonb_build_object('kind', m.kind, 'startedOn', m.started_on, 'endedOn', m.ended_on)
          order by m.started_on), '[]') from cooperation_measure m where m.cooperation_id = c.id) as measures,
        (select coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'anonymous', r.anonymous, 'handedOverAt', r.handed_over_at)
          order by r.produced_at), '[]') from sus_registration r where r.cooperation_id = c.id) as "registrationsInSus"
      from cooperation c where c.case_id = ${cases(subject)} order by c.requested_on, c.id`,
  },
  consents: {
    tables: ["consent"],
    rows: (subject) => sql`select kind, array(select coalesce((select name from external_party
            where person_id::text = party), party) from unnest(parties) as party) as parties,
        answer, given_on as "givenOn", form_version as "formVersion", period_from as "periodFrom",
        period_until as "periodUntil", recorded_at as "recordedAt", withdrawn_at as "withdrawnAt"
      from consent where case_id = ${cases(subject)} order by recorded_at, id`,
  },
  interpreterNeeds: {
    tables: ["interpreter_need"],
    rows: (subject) => sql`select language, dialect, way, recorded_at as "recordedAt" from interpreter_need
      where case_id = ${cases(subject)}`,
  },
  representatives: {
    tables: ["representative"],
    rows: (subject) => sql`select kind, name, email, phone, language, valid_from as "validFrom",
        valid_until as "validUntil", covers, registered_at as "registeredAt", withdrawn_at as "withdrawnAt"
      from representative where case_id = ${cases(subject)} order by registered_at, person_id`,
  },
  meetings: {
    tables: ["meeting", "outcome"],
    rows: (
      subject,
    ) => sql`select m.reference, m.type, m.status, m.starts_at as "startsAt", m.ends_at as "endsAt",
        m.mode, m.place, m.created_at as "createdAt", ${staffName("booker")} as "bookedBy", m.talked_with_at as "talkedWithAt",
        m.decision_communicated_on as "decisionCommunicatedOn", m.cancellation_reason as "cancellationReason",
        (select held from outcome where meeting_id = m.id order by id desc limit 1) as held,
        (select reason from outcome where meeting_id = m.id order by id desc limit 1) as "notHeldReason"
      from meeting m join handlaggare booker on booker.person_id = m.created_by
      where m.case_id = ${cases(subject)} order by m.starts_at, m.id`,
  },
  offeredTimes: {
    tables: ["held_time"],
    rows: (
      subject,
    ) => sql`select m.reference as meeting, x.starts_at as "startsAt", x.ends_at as "endsAt", x.state
      from held_time x ${ofMeeting} where x.meeting_id in ${meetings(subject)} order by x.starts_at, x.id`,
  },
  participants: {
    tables: ["participant", "external_party", "handlaggare", "organisation"],
    rows: (
      subject,
    ) => sql`select m.reference as meeting, x.role, coalesce(${staffName("h")}, e.name, r.name, i.name) as name,
        o.name as organisation, x.created_at as "addedAt", x.left_at as "leftAt"
      from participant x ${ofMeeting}
        left join handlaggare h on h.person_id = x.person_id left join external_party e on e.person_id = x.person_id
        left join representative r on r.person_id = x.person_id left join individual i on i.person_id = x.person_id
        left join organisation o on o.id = x.organisation_id
      where x.meeting_id in ${meetings(subject)} order by m.starts_at, x.role, x.created_at, x.id`,
  },
  answers: {
    tables: ["answer"],
    rows: (subject) => sql`select m.reference as meeting, x.status, x.channel, x.answered_at as "answeredAt",
        x.wish, x.decline_reason as "declineReason", x.decline_text as "declineText", x.comment
      from answer x ${ofParticipant} where x.participant_id in ${own(subject)} order by x.id`,
  },
  calendarReplies: {
    tables: ["calendar_reply"],
    rows: (subject) => sql`select m.reference as meeting, x.method, x.status, x.comment,
        x.proposed_starts_at as "proposedStartsAt", x.received_at as "receivedAt", x.verified
      from calendar_reply x ${ofParticipant} where x.participant_id in ${own(subject)} order by x.received_at, x.id`,
  },
  messages: {
    tables: ["message", "sent_text"],
    rows: (subject) => sql`select m.reference as meeting, x.kind, x.channel, x.state, x.sent_to as "sentTo",
        x.handed_over_at as "handedOverAt", x.delivered_at as "deliveredAt", x.bounced_at as "bouncedAt",
        x.opened_at as "openedAt", s.text_encrypted as encrypted, s.text_key_id as "keyId"
      from message x ${ofMeeting} left join sent_text s on s.message_id = x.id
      where x.participant_id in ${own(subject)} order by x.queued_at, x.id`,
  },
  recalls: {
    tables: ["recall", "incident"],
    rows: (subject) => sql`select m.reference as meeting, x.reason, x.recalled_at as "recalledAt",
        x.opened_at as "openedAt", (select closing_note from incident n where n.message_id = x.message_id
          and n.organisation_id = ${subject.organisationId} order by n.opened_at limit 1) as "closingNote"
      from recall x ${ofMeeting} join handlaggare h on h.person_id = x.recalled_by
      where x.participant_id in ${own(subject)} and h.organisation_id = ${subject.organisationId}
      order by x.recalled_at, x.id`,
  },
  links: {
    tables: ["one_time_link"],
    rows: (
      subject,
    ) => sql`select m.reference as meeting, x.created_at as "createdAt", x.expires_at as "expiresAt",
        x.first_opened_at as "openedAt", x.revoked_at as "revokedAt"
      from one_time_link x ${ofParticipant} where x.participant_id in ${own(subject)} order by x.created_at, x.id`,
  },
  calendarAddresses: {
    tables: ["feed"],
    rows: (subject) => sql`select x.label, x.detail_level as "detailLevel", x.created_at as "createdAt",
        x.expires_at as "expiresAt", x.last_fetched_at as "lastFetchedAt", x.revoked_at as "revokedAt"
      from feed x where x.person_id = ${subject.individualId} order by x.created_at, x.id`,
  },
  presence: {
    tables: ["attendance", "seat"],
    rows: (
      subject,
    ) => sql`select m.reference as meeting, x.kind, x.started_at as "startedAt", x.ended_at as "endedAt",
        (select identified_by from seat where participant_id = x.participant_id) as "identifiedBy"
      from attendance x ${ofParticipant} where x.participant_id in ${own(subject)} order by x.started_at, x.kind`,
  },
  objections: {
    tables: ["attendance_objection"],
    rows: (
      subject,
    ) => sql`select m.reference as meeting, x.text_encrypted as encrypted, x.text_key_id as "keyId",
        x.made_at as "madeAt"
      from attendance_objection x ${ofParticipant} where x.participant_id in ${own(subject)} order by x.made_at, x.id`,
  },
  equipmentChecks: {
    tables: ["equipment_check"],
    rows: (subject) => sql`select m.reference as meeting, p.role as "forWhom", x.checked_at as "triedAt",
        x.browser as "browserWorked", x.camera as "cameraWorked", x.microphone as "microphoneWorked",
        x.speaker as "speakerWorked", x.network as "networkWorked", x.relay as "relayWorked"
      from equipment_check x ${ofParticipant} where x.participant_id in ${own(subject)}
      order by x.checked_at, x.participant_id`,
  },
  identityChecks: {
    tables: ["identity_check"],
    rows: (
      subject,
    ) => sql`select m.reference as meeting, p.role as "forWhom", x.method, x.checked_at as "checkedAt",
        ${staffName("h")} as "checkedBy"
      from identity_check x ${ofParticipant} join handlaggare h on h.person_id = x.checked_by
      where x.participant_id in ${own(subject)} order by x.checked_at, x.participant_id`,
  },
  notes: {
    tables: ["note"],
    rows: (
      subject,
    ) => sql`select m.reference as meeting, case when x.organisation_id is null then 'joint' else 'own' end as part,
        x.text_encrypted as encrypted, x.text_key_id as "keyId", x.changed_at as "changedAt"
      from note x ${ofMeeting} where x.meeting_id in ${meetings(subject)}
        and (x.organisation_id is null or x.organisation_id = ${subject.organisationId})
      order by m.starts_at, m.id, part`,
  },
  tasks: {
    tables: ["task"],
    rows: (subject) => sql`select m.reference as meeting, p.role as "forWhom", x.text_encrypted as encrypted,
        x.text_key_id as "keyId", x.due_on as "dueOn", x.created_at as "createdAt", x.done_at as "doneAt"
      from task x ${ofParticipant} where x.meeting_id in ${meetings(subject)} order by x.created_at, x.id`,
  },
  history: {
    tables: ["event_log"],
    rows: (subject) => sql`select m.reference as meeting, x.kind, x.occurred_at as "occurredAt",
        x.short_notice_reason as "shortNoticeReason", x.short_notice_text as "shortNoticeText"
      from event_log x ${ofMeeting} where x.meeting_id in ${meetings(subject)} order by x.id`,
  },
} as const satisfies Record<string, ExtractSection>;

export type ExtractSectionName = keyof typeof EXTRACT_SECTIONS;
