import type { Generated, JSONColumnType } from "kysely";

/** The tables as Kysely sees them: timestamptz is `Date`, date is `YYYY-MM-DD`, ranges are read with lower()/upper(). */
export interface Tables {
  organisation: { id: string; name: string; phone: string };
  office: OfficeTable;
  person: { id: Generated<string>; kind: "handlaggare" | "individual" | "external" };
  handlaggare: HandlaggareTable;
  working_hours: {
    id: Generated<string>;
    handlaggare_id: string;
    weekday: number;
    start_minutes: number;
    end_minutes: number;
  };
  working_hours_exception: {
    id: Generated<string>;
    handlaggare_id: string;
    on_date: string;
    start_minutes: number | null;
    end_minutes: number | null;
  };
  recurring_absence: RecurringAbsenceTable;
  open_time: { handlaggare_id: string; during: string };
  open_time_horizon: { handlaggare_id: string; until: string; closed_days: string };
  external_calendar: {
    id: Generated<string>;
    handlaggare_id: string;
    readable: boolean;
    checked_at: Date;
  };
  external_busy: { handlaggare_id: string; during: string };
  individual_preference: {
    person_id: string;
    weekdays: Generated<number[]>;
    parts_of_day: Generated<string[]>;
    earliest_on: string | null;
  };
  absence: { id: Generated<string>; handlaggare_id: string; during: string; title: string | null };
  individual: IndividualTable;
  external_party: ExternalPartyTable;
  cooperation_case: CaseTable;
  case_assignment: { case_id: string; handlaggare_id: string };
  consent: ConsentTable;
  meeting: MeetingTable;
  participant: ParticipantTable;
  answer: AnswerTable;
  held_time: HeldTimeTable;
  occupancy: OccupancyTable;
  event_log: EventLogTable;
  idempotency_key: IdempotencyKeyTable;
  message: MessageTable;
  one_time_link: OneTimeLinkTable;
  feed: FeedTable;
  audit: AuditTable;
  node: { id: string; renewed_at: Date };
  room: { meeting_id: string; version: Generated<number> };
  seat: SeatTable;
  attendance: {
    participant_id: string;
    generation: number;
    kind: string;
    started_at: Date;
    ended_at: Date | null;
  };
  outcome: {
    id: Generated<string>;
    meeting_id: string;
    held: boolean;
    reason: string | null;
    recorded_at: Date;
    recorded_by: string;
  };
  note: NoteTable;
  recall: RecallTable;
  incident: IncidentTable;
  agency_text: AgencyTextTable;
  task: TaskTable;
}

interface OfficeTable {
  id: Generated<string>;
  organisation_id: string;
  name: string;
  lan: string;
  address: string;
  confirms_meetings: Generated<boolean>;
}

interface NoteTable {
  meeting_id: string;
  organisation_id: string | null;
  text_encrypted: Buffer;
  text_key_id: string;
  revision: number;
  changed_at: Date;
  changed_by: string;
}

interface TaskTable {
  id: Generated<string>;
  meeting_id: string;
  participant_id: string;
  text_encrypted: Buffer;
  text_key_id: string;
  due_on: string | null;
  created_at: Date;
  created_by: string;
  done_at: Date | null;
}

interface RecallTable {
  id: Generated<string>;
  meeting_id: string;
  participant_id: string;
  message_id: string;
  notice_id: string | null;
  reason: string;
  recalled_at: Date;
  recalled_by: string;
  opened_at: Date | null;
  sent_to: string | null;
  language: string;
  calendar_uid: string;
  calendar_sequence: number;
  starts_at: Date;
  ends_at: Date;
}

interface IncidentTable {
  id: Generated<string>;
  organisation_id: string;
  office_id: string;
  meeting_id: string;
  message_id: string;
  reason: string;
  opened_at: Date;
  opened_by: string;
  closed_at: Date | null;
  closed_by: string | null;
  closing_note: string | null;
}

interface AgencyTextTable {
  id: Generated<string>;
  organisation_id: string;
  key: string;
  language: string;
  version: number;
  text: string;
  changed_at: Date;
  changed_by: string;
}

interface HandlaggareTable {
  person_id: string;
  organisation_id: string;
  office_id: string;
  subject: string;
  name: string;
  email: string;
  role: string;
  languages: string[];
  active: Generated<boolean>;
  competences: Generated<string[]>;
  buffer_before_minutes: Generated<number>;
  buffer_after_minutes: Generated<number>;
  cap_per_day: number | null;
  cap_per_week: number | null;
  lunch_start_minutes: number | null;
  lunch_end_minutes: number | null;
  may_edit_texts: Generated<boolean>;
}

interface RecurringAbsenceTable {
  id: Generated<string>;
  handlaggare_id: string;
  weekday: number;
  start_minutes: number;
  end_minutes: number;
  every_weeks: number;
  first_on: string;
  last_on: string | null;
  title: string | null;
}

interface IndividualTable {
  person_id: string;
  name: string;
  personnummer_encrypted: Buffer;
  personnummer_key_id: string;
  personnummer_hash: Buffer;
  birth_year: number;
  sex: string;
  email: string | null;
  phone: string | null;
  address: JSONColumnType<object> | null;
  channel_order: string[] | null;
  language: string;
  protection: string;
}

interface ExternalPartyTable {
  person_id: string;
  kind: string;
  name: string;
  organisation_name: string | null;
  email: string | null;
  phone: string | null;
  languages: string[];
  registered_by_organisation_id: string;
  registered_by: string;
  registered_at: Date;
}

interface CaseTable {
  id: Generated<string>;
  individual_id: string;
  owner_organisation_id: string;
  owner_office_id: string;
  benefit: string;
  chain_day: number | null;
  chain_day_on: string | null;
  forsakringskassan_reference: string | null;
  arbetsformedlingen_reference: string | null;
  created_at: Date;
}

interface ConsentTable {
  id: Generated<string>;
  case_id: string;
  kind: "secrecy" | "sus";
  parties: string[];
  given_on: string;
  recorded_at: Date;
  recorded_by: string;
  withdrawn_at: Date | null;
}

interface MeetingTable {
  id: Generated<string>;
  reference: string;
  case_id: string;
  type: string;
  status: string;
  starts_at: Date;
  ends_at: Date;
  mode: string;
  place: string | null;
  revision: Generated<number>;
  time_version: Generated<number>;
  created_at: Date;
  created_by: string;
  changed_at: Date;
  time_set_at: Date;
  talked_with_at: Date;
  talked_with_by: string;
  decision_communicated_on: string | null;
  answer_by: Date | null;
  confirm_by: Date | null;
  cancellation_reason: string | null;
  rejection_reason: string | null;
  snapshot_sex: string;
  snapshot_birth_year: number;
  snapshot_benefit: string;
}

interface ParticipantTable {
  id: Generated<string>;
  meeting_id: string;
  person_id: string;
  role: string;
  organisation_id: string | null;
  office_id: string | null;
  binding: boolean;
  further: Generated<boolean>;
  uid: string;
  sequence: Generated<number>;
  created_at: Date;
  left_at: Date | null;
}

interface HeldTimeTable {
  id: Generated<string>;
  meeting_id: string;
  starts_at: Date;
  ends_at: Date;
  state: string;
  created_at: Date;
  changed_at: Date;
}

interface OccupancyTable {
  id: Generated<string>;
  person_id: string;
  meeting_id: string | null;
  held_time_id: string | null;
  expires_at: Date | null;
  during: string;
}

interface AnswerTable {
  id: Generated<string>;
  participant_id: string;
  time_version: number;
  status: string;
  wish: JSONColumnType<object> | null;
  channel: string;
  answered_at: Date;
  recorded_by: string | null;
}

interface EventLogTable {
  id: Generated<string>;
  meeting_id: string;
  kind: string;
  revision: number;
  actor_id: string | null;
  occurred_at: Date;
}

interface IdempotencyKeyTable {
  key: string;
  actor_id: string;
  request_hash: Buffer;
  meeting_id: string;
  created_at: Date;
}

interface MessageTable {
  id: Generated<string>;
  meeting_id: string;
  participant_id: string;
  time_version: number;
  kind: string;
  channel: string;
  state: string;
  attempts: Generated<number>;
  not_before: Date;
  lease_until: Date | null;
  queued_at: Date;
  changed_at: Date;
  failure: string | null;
  may_have_arrived: Generated<boolean>;
  handed_over_at: Date | null;
  delivered_at: Date | null;
  bounced_at: Date | null;
  opened_at: Date | null;
  passed_on_at: Date | null;
  recall_id: Generated<string | null>;
}

interface OneTimeLinkTable {
  id: Generated<string>;
  participant_id: string;
  token_hash: Buffer;
  code_hash: Buffer | null;
  created_at: Date;
  expires_at: Date;
  first_opened_at: Date | null;
  revoked_at: Date | null;
}

interface FeedTable {
  id: Generated<string>;
  handlaggare_id: string;
  token_hash: Buffer;
  label: string;
  detail_level: string;
  created_at: Date;
  last_fetched_at: Date | null;
  last_fetched_by: string | null;
  revoked_at: Date | null;
}

interface AuditTable {
  id: Generated<string>;
  at: Date;
  actor_kind: string;
  actor_id: string | null;
  organisation_id: string | null;
  action: string;
  object_kind: string;
  object_id: string;
}

interface SeatTable {
  participant_id: string;
  meeting_id: string;
  state: string;
  generation: number;
  identified_by: string;
  confirmed_by: string | null;
  browser: string;
  changed_at: Date;
  node_id: string;
}
