import type { ColumnType, Generated, JSONColumnType } from "kysely";

/** The tables as Kysely sees them: timestamptz is `Date`, date is `YYYY-MM-DD`, ranges are read with lower()/upper(). */
export interface Tables {
  organisation: { id: string; name: string; phone: string; link_channels: Generated<string[]> };
  office: OfficeTable;
  office_required_party: OfficeRequiredPartyTable;
  person: { id: Generated<string>; kind: "handlaggare" | "individual" | "external" };
  handlaggare: HandlaggareTable;
  working_hours: {
    id: Generated<string>;
    handlaggare_id: string;
    weekday: number;
    start_minutes: number;
    end_minutes: number;
    valid_from: string | null;
    valid_until: string | null;
  };
  kept_collision: { handlaggare_id: string; meeting_id: string; starts_at: Date; kept_at: Date };
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
  external_calendar: ExternalCalendarTable;
  external_busy: { calendar_id: string; handlaggare_id: string; during: string };
  individual_preference: {
    person_id: string;
    weekdays: Generated<number[]>;
    parts_of_day: Generated<string[]>;
    earliest_on: string | null;
  };
  absence: {
    id: Generated<string>;
    handlaggare_id: string;
    during: string;
    title: string | null;
    kind: Generated<string>;
  };
  individual: IndividualTable;
  external_party: ExternalPartyTable;
  interpreter_need: InterpreterNeedTable;
  interpreter_state: InterpreterStateTable;
  representative: RepresentativeTable;
  disqualification: DisqualificationTable;
  lifted_disqualification: LiftedDisqualificationTable;
  cooperation_case: CaseTable;
  case_assignment: { case_id: string; handlaggare_id: string };
  consent: ConsentTable;
  sent_text: SentTextTable;
  meeting: MeetingTable;
  participant: ParticipantTable;
  answer: AnswerTable;
  calendar_reply: CalendarReplyTable;
  held_time: HeldTimeTable;
  occupancy: OccupancyTable;
  event_log: EventLogTable;
  idempotency_key: IdempotencyKeyTable;
  message: MessageTable;
  one_time_link: OneTimeLinkTable;
  /** Written by connect-pg-simple. */
  session: { sid: string; sess: unknown; expire: Date };
  identity_check: { participant_id: string; method: string; checked_at: Date; checked_by: string };
  equipment_check: {
    participant_id: string;
    checked_at: Date;
    browser: boolean | null;
    camera: boolean | null;
    microphone: boolean | null;
    speaker: boolean | null;
    network: boolean | null;
    relay: boolean | null;
  };
  feed: FeedTable;
  /** Written by triggers alone. */
  calendar_version: { person_id: string; version: number; changed_at: Date };
  audit: AuditTable;
  audit_seal: {
    day: string;
    row_count: number;
    seal: Buffer;
    sealed_at: Date;
    destroyed_at: Generated<Date | null>;
  };
  retention_run: { run_on: string; started_at: Date; finished_at: Date | null };
  retention_count: { run_on: string; kind: string; erased: number };
  node: { id: string; renewed_at: Date };
  room: RoomTable;
  seat: SeatTable;
  attendance: {
    participant_id: string;
    generation: number;
    kind: string;
    started_at: Date;
    ended_at: Date | null;
  };
  attendance_objection: {
    id: Generated<string>;
    participant_id: string;
    text_encrypted: Buffer;
    text_key_id: string;
    made_at: Date;
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
  figure_group: { id: Generated<string>; kind: "region" | "local"; name: string };
  figure_group_member: {
    id: Generated<string>;
    group_id: string;
    lan: string | null;
    office_id: string | null;
  };
  figure_year: { year: number; tree: JSONColumnType<object> };
  figure_month: { year: number; month: number; as_of: string; counted_at: Date };
  figure_count: {
    year: number;
    month: number;
    population: string;
    office_id: string;
    x: string;
    d: string;
    n: number;
    amount: number;
  };
  figure_published: { year: number; population: string; node: string; cells: JSONColumnType<object> };
  joint_capacity: { year: number; month: number; node: string; minutes: number; noted_at: Date };
  figure_export: FigureExportTable;
  cooperation: CooperationTable;
  cooperation_datum: CooperationDatumTable;
  cooperation_measure: CooperationMeasureTable;
  sus_registration: SusRegistrationTable;
  history_import: HistoryImportTable;
  history_item: HistoryItemTable;
  history_upload: HistoryUploadTable;
}

interface FigureExportTable {
  id: Generated<string>;
  requested_by: string;
  requested_at: Date;
  format: "csv" | "xlsx" | "pdf";
  year: number;
  node: string;
  as_of: string;
  done_parts: Generated<number>;
  all_parts: Generated<number>;
  finished_at: Date | null;
  failed_at: Date | null;
  content: Buffer | null;
}

interface ExternalCalendarTable {
  id: Generated<string>;
  handlaggare_id: string;
  label: string;
  address_encrypted: Buffer | null;
  address_key_id: string | null;
  zone: string;
  created_at: Date;
  readable: boolean;
  checked_at: Date;
  read_at: Date | null;
  stale_at: Date;
  next_read_at: Date | null;
  etag: string | null;
  last_modified: string | null;
  failures: Generated<number>;
  failure: string | null;
  events_read: Generated<number>;
  events_skipped: Generated<number>;
  zone_assumed: Generated<boolean>;
}

interface OfficeTable {
  id: Generated<string>;
  organisation_id: string;
  name: string;
  lan: string;
  address: string;
  confirms_meetings: Generated<boolean>;
  stays_away_from: Generated<string[]>;
  /** Stands for whoever of the office took part in meetings before Samtid. */
  unnamed_person_id: Generated<string | null>;
}

interface OfficeRequiredPartyTable {
  office_id: string;
  meeting_type: string;
  party: string;
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
  reason: string;
  recalled_at: Date;
  recalled_by: string;
  opened_at: Date | null;
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
  is_administrator: Generated<boolean>;
  is_auditor: Generated<boolean>;
  leads_office: Generated<boolean>;
  protection: Generated<string>;
  pattern_revision: Generated<number>;
  shown_name: ColumnType<string, never, never>;
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
  kind: Generated<string>;
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

interface InterpreterNeedTable {
  case_id: string;
  language: string;
  dialect: string | null;
  way: string;
  recorded_at: Date;
  recorded_by: string;
}

interface InterpreterStateTable {
  id: Generated<string>;
  participant_id: string;
  time_version: number;
  state: string;
  recorded_at: Date;
  recorded_by: string | null;
}

interface RepresentativeTable {
  person_id: string;
  case_id: string;
  kind: string;
  name: string;
  email: string | null;
  phone: string | null;
  language: string;
  valid_from: string;
  valid_until: string | null;
  covers: string;
  personnummer_encrypted: Buffer | null;
  personnummer_key_id: string | null;
  personnummer_hash: Buffer | null;
  registered_by_organisation_id: string;
  registered_by: string;
  registered_at: Date;
  withdrawn_at: Date | null;
  withdrawn_by: string | null;
}

interface DisqualificationTable {
  case_id: string;
  handlaggare_id: string;
  recorded_at: Date;
  recorded_by: string;
}

interface LiftedDisqualificationTable extends DisqualificationTable {
  id: Generated<number>;
  lifted_at: Date;
  lifted_by: string;
  reason: string;
}

interface CaseTable {
  id: Generated<string>;
  /** Null once the case is erased. */
  individual_id: string | null;
  erased_at: Generated<Date | null>;
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
  withdrawn_by: Generated<string | null>;
  answer: Generated<string>;
  form_version: Generated<string | null>;
  period_from: Generated<string | null>;
  period_until: Generated<string | null>;
}

interface SentTextTable {
  message_id: string;
  text_encrypted: Buffer;
  text_key_id: string;
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
  open_from: string | null;
  open_until: string | null;
  open_loosen: Generated<string[]>;
  continues_meeting_id: Generated<string | null>;
  cancellation_reason: string | null;
  rejection_reason: string | null;
  snapshot_sex: string;
  snapshot_birth_year: number;
  snapshot_benefit: string;
  snapshot_office_id: Generated<string | null>;
  erased_at: Generated<Date | null>;
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
  representative_id: Generated<string | null>;
  decline_reason: Generated<string | null>;
  decline_text: Generated<string | null>;
  comment: string | null;
}

interface CalendarReplyTable {
  id: Generated<string>;
  participant_id: string;
  uid: string;
  method: string;
  status: string;
  sequence: number;
  stamped_at: Date;
  time_version: number;
  comment: string | null;
  proposed_starts_at: Date | null;
  proposed_ends_at: Date | null;
  verified: boolean;
  received_at: Date;
  confirmed_at: Date | null;
  confirmed_by: string | null;
}

interface EventLogTable {
  id: Generated<string>;
  meeting_id: string;
  kind: string;
  revision: number;
  actor_id: string | null;
  occurred_at: Date;
  short_notice_reason: string | null;
  short_notice_text: string | null;
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
  error: Generated<string | null>;
  faults: Generated<number>;
  attempts_before_retry: Generated<number>;
  may_have_arrived: Generated<boolean>;
  handed_over_at: Date | null;
  delivered_at: Date | null;
  bounced_at: Date | null;
  opened_at: Date | null;
  passed_on_at: Date | null;
  recall_id: Generated<string | null>;
  sent_to: JSONColumnType<object> | null;
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
  person_id: string;
  kind: "events" | "free-busy";
  link_id: string | null;
  token_hash: Buffer;
  label: string;
  detail_level: string;
  created_at: Date;
  expires_at: Date;
  last_fetched_at: Date | null;
  last_fetched_by: string | null;
  last_fetched_version: number | null;
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
  case_id: Generated<string | null>;
  relation: Generated<string | null>;
  why: Generated<string | null>;
}

interface RoomTable {
  meeting_id: string;
  version: Generated<number>;
  recent_commands: Generated<string[]>;
  pause_asked_at: Generated<Date | null>;
  pause_asked_by: Generated<string | null>;
  pause_until: Generated<Date | null>;
  agenda_done: Generated<string[]>;
  notes_chosen_by: Generated<string[]>;
  notes_shared: Generated<boolean>;
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
  node_id: string | null;
  hand_raised_at: Generated<Date | null>;
  place: string;
  back_by: Date | null;
  version: number;
}

interface CooperationTable {
  id: Generated<string>;
  case_id: string;
  revision: Generated<number>;
  requested_on: string;
  requested_by_organisation_id: string;
  received_on: string | null;
  employment: string | null;
  kommun: string | null;
  enrolled_at_af: boolean | null;
  studies: boolean | null;
  benefit_days_before: Generated<number | null>;
  first_meeting_id: Generated<string | null>;
  first_meeting_on: Generated<string | null>;
  last_meeting_id: Generated<string | null>;
  last_meeting_on: Generated<string | null>;
  result: Generated<string | null>;
  ended_on: Generated<string | null>;
  ending: Generated<string | null>;
  went_to: Generated<string | null>;
  snapshot_sex: string;
  snapshot_birth_year: number;
  snapshot_benefit: string;
  snapshot_office_id: string;
  created_at: Date;
  imported_at: Generated<Date | null>;
}

interface CooperationDatumTable {
  cooperation_id: string;
  datum: string;
  source: string;
  known_at: Date;
  recorded_by: string | null;
}

interface CooperationMeasureTable {
  id: Generated<string>;
  cooperation_id: string;
  kind: string;
  started_on: string;
  ended_on: string | null;
  source: string;
  known_at: Date;
  recorded_by: string | null;
}

interface SusRegistrationTable {
  id: Generated<string>;
  cooperation_id: string;
  /** The office of Försäkringskassan that hands it over. */
  office_id: string;
  kind: string;
  revision: Generated<number>;
  retracts: Generated<boolean>;
  anonymous: boolean;
  happened_on: string;
  content: JSONColumnType<object>;
  produced_at: Date;
  checked_at: Date | null;
  checked_by: string | null;
  handed_over_at: Date | null;
  handed_over_by: string | null;
}

interface HistoryImportTable {
  id: Generated<string>;
  organisation_id: string;
  kind: string;
  started_at: Date;
  started_by: string;
  finished_at: Date | null;
  lines: Generated<number>;
  taken: Generated<number>;
  known_before: Generated<number>;
  wrong: Generated<number>;
}

interface HistoryUploadTable {
  id: Generated<string>;
  organisation_id: string;
  kind: "meetings" | "cooperations";
  file_name: string;
  uploaded_by: string;
  uploaded_at: Date;
  confirmed_by: string | null;
  import_id: string | null;
  state: "checking" | "checked" | "importing" | "imported" | "failed";
  all_lines: number;
  done_lines: Generated<number>;
  taken: Generated<number>;
  known_before: Generated<number>;
  wrong: Generated<number>;
  problems: ColumnType<HistoryProblemJson[], string | undefined, string>;
  content_encrypted: Buffer | null;
  content_key_id: string | null;
}

interface HistoryProblemJson {
  readonly line: number;
  readonly column: string | null;
  readonly code: string;
  readonly detail: string;
}

interface HistoryItemTable {
  organisation_id: string;
  kind: string;
  reference_hash: Buffer;
  object_id: string;
  import_id: string;
}
