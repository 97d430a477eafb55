import pg from "pg";
import { FAILING_NUMBER, REFUSED_MAILBOX } from "./fill-world.ts";
import type { Change } from "./play-year.ts";

/** Somebody who took part, and what is known of how they can be reached. */
export interface ParticipantFacts {
  readonly id: string;
  readonly role: string;
  readonly organisationId: string | null;
  readonly email: "good" | "refused" | null;
  readonly phone: "good" | "failing" | null;
  readonly hasAddress: boolean;
  readonly isProtected: boolean;
}

/** What happened to a meeting, as the database tells afterwards; milliseconds. */
export interface MeetingFacts {
  readonly id: string;
  readonly bookedBy: string;
  readonly answerBy: number | null;
  readonly participants: readonly ParticipantFacts[];
  /** In order. */
  readonly events: readonly { readonly kind: string; readonly at: number }[];
  readonly answers: readonly { readonly version: number; readonly status: string; readonly at: number }[];
  /** When the individual opened their page. */
  readonly opened: readonly number[];
  /** When anything happened. */
  readonly instants: ReadonlySet<number>;
  /** The start of each time version. */
  readonly times: ReadonlyMap<number, number>;
}

/** A message as the database has it. */
export interface MessageFacts {
  readonly id: string;
  readonly meetingId: string;
  readonly participantId: string;
  readonly version: number;
  readonly kind: string;
  readonly channel: string;
  readonly state: string;
  /** When it was queued and when its state last changed; milliseconds. */
  readonly queuedAt: number;
  readonly changedAt: number;
}

interface MeetingRow {
  id: string;
  bookedBy: string;
  startsAt: number;
  version: number;
  answerBy: number | null;
  participants: (Pick<ParticipantFacts, "id" | "role" | "organisationId"> & {
    email: string | null;
    phone: string | null;
    hasAddress: boolean;
    isProtected: boolean;
  })[];
  events: { kind: string; at: number }[];
  answers: { version: number; status: string; at: number }[] | null;
  opened: number | null;
}

const ms = (column: string) => `round(extract(epoch from ${column}) * 1000)::float8`;
const MEETINGS = `
  select m.id, h.organisation_id as "bookedBy", ${ms("m.starts_at")} as "startsAt", m.time_version as version,
    ${ms("m.answer_by")} as "answerBy",
    (select jsonb_agg(jsonb_build_object('id', p.id, 'role', p.role, 'organisationId', p.organisation_id,
        'email', i.email, 'phone', i.phone, 'hasAddress', i.address is not null, 'isProtected', i.protection <> 'none'))
      from participant p left join individual i on i.person_id = p.person_id where p.meeting_id = m.id) as participants,
    (select jsonb_agg(jsonb_build_object('kind', e.kind, 'at', ${ms("e.occurred_at")}) order by e.id)
      from event_log e where e.meeting_id = m.id) as events,
    (select jsonb_agg(jsonb_build_object('version', a.time_version, 'status', a.status, 'at', ${ms("a.answered_at")}) order by a.id)
      from answer a join participant p on p.id = a.participant_id where p.meeting_id = m.id) as answers,
    (select ${ms("l.first_opened_at")} from one_time_link l join participant p on p.id = l.participant_id
      where p.meeting_id = m.id) as opened
  from meeting m join handlaggare h on h.person_id = m.created_by`;
const MESSAGES = `
  select id, meeting_id as "meetingId", participant_id as "participantId", time_version as version, kind, channel, state,
    ${ms("queued_at")} as "queuedAt", ${ms("changed_at")} as "changedAt" from message`;

/**
 * Reads the final database. It keeps the present time of a meeting only; earlier ones come from what was asked for.
 *
 * @throws Error when the last time asked for is not the meeting's.
 */
export async function readFinalFacts(
  databaseUrl: string,
  changes: readonly Change[],
): Promise<{ meetings: MeetingFacts[]; messages: MessageFacts[] }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<MeetingRow>(MEETINGS);
    const starts = new Map<string, number[]>();
    for (const { meetingId, startAt } of changes)
      if (startAt) starts.set(meetingId, [...(starts.get(meetingId) ?? []), startAt.getTime()]);
    return {
      meetings: rows.map((row) => factsOf(row, starts.get(row.id) ?? [])),
      messages: (await client.query<MessageFacts>(MESSAGES)).rows,
    };
  } finally {
    await client.end();
  }
}

function factsOf({ startsAt, version, ...row }: MeetingRow, starts: readonly number[]): MeetingFacts {
  const answers = row.answers ?? [];
  const opened = [...answers.map(({ at }) => at), ...(row.opened === null ? [] : [row.opened])];
  const times = new Map([[version, startsAt]]);
  for (const [index, start] of starts.toReversed().entries()) times.set(version - index, start);
  if (times.get(version) !== startsAt)
    throw new Error(`Meeting ${row.id} has another time than the last it was given.`);
  // An offer has the earliest of its times until one is chosen.
  if (!times.has(1)) times.set(1, startsAt);
  return {
    ...row,
    answers,
    opened,
    times,
    instants: new Set([...row.events.map(({ at }) => at), ...opened]),
    participants: row.participants.map((participant) => ({
      ...participant,
      email:
        participant.email === null
          ? null
          : participant.email.startsWith(REFUSED_MAILBOX)
            ? "refused"
            : "good",
      phone: participant.phone === null ? null : participant.phone === FAILING_NUMBER ? "failing" : "good",
    })),
  };
}
