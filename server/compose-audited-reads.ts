import { auditRead } from "./audit/audited-reads.ts";
import type { RecordAudit } from "./audit/record-audit.ts";
import type { ReadCalendar } from "./calendars/read-calendar.ts";
import type { DownloadMeeting } from "./calendars/download-meeting.ts";
import type { KeepDisqualifications } from "./hand-overs/keep-disqualifications.ts";
import type { PreviewHandOverUseCase } from "./hand-overs/preview-hand-over.ts";
import type { KeepInterpreterNeed } from "./interpreters/keep-interpreter-need.ts";
import type { KeepInterpreters } from "./interpreters/keep-interpreters.ts";
import type { KeepSetAside } from "./invitations/keep-set-aside.ts";
import type { PreviewMeeting } from "./meetings/preview-meeting.ts";
import type { ReadMeetings } from "./meetings/read-meetings.ts";
import type { KeepIncidents } from "./recalls/keep-incidents.ts";

/** The use cases that show handläggare something of a case or a meeting and don't record it themselves. */
interface Reads {
  readonly readMeetings: ReadMeetings;
  readonly readCalendar: ReadCalendar;
  readonly downloadMeeting: DownloadMeeting;
  readonly previewMeeting: PreviewMeeting;
  readonly previewHandOver: PreviewHandOverUseCase;
  readonly keepDisqualifications: KeepDisqualifications;
  readonly keepInterpreterNeed: KeepInterpreterNeed;
  readonly keepInterpreters: KeepInterpreters;
  readonly keepIncidents: KeepIncidents;
  readonly keepSetAside: KeepSetAside;
}

/** The same use cases, with what they show recorded in the trail. */
export function withAuditedReads<All extends Reads>(all: All, recordAudit: RecordAudit): All {
  const { readMeetings, readCalendar, previewHandOver, keepDisqualifications } = all;
  const { keepInterpreterNeed, keepInterpreters, keepIncidents, keepSetAside } = all;
  const audited = <Rest extends unknown[], Found>(
    action: string,
    read: Parameters<typeof auditRead<Rest, Found>>[2]["read"],
    of: Parameters<typeof auditRead<Rest, Found>>[2]["of"],
  ) => auditRead(recordAudit, action, { read, of });
  const meetings = (ids: readonly (string | null)[]) => ({ objectKind: "meeting", ids }) as const;
  const cases = (ids: readonly string[]) => ({ objectKind: "case", ids }) as const;
  return {
    ...all,
    readMeetings: {
      ...readMeetings,
      list: audited("meeting:list", readMeetings.list, ({ items }) => meetings(items.map(({ id }) => id))),
    },
    readCalendar: {
      ...readCalendar,
      own: audited("meeting:list", readCalendar.own, (found) => meetings(found.meetings.map(({ id }) => id))),
    },
    downloadMeeting: audited("meeting:download", all.downloadMeeting, (_, id) => meetings([id])),
    previewMeeting: audited("case:preview", all.previewMeeting, (_, { caseId }) => cases([caseId])),
    previewHandOver: {
      ...previewHandOver,
      preview: audited("hand_over:preview", previewHandOver.preview, (items) =>
        meetings(items.map(({ meetingId }) => meetingId)),
      ),
    },
    keepDisqualifications: {
      ...keepDisqualifications,
      list: audited("disqualification:list", keepDisqualifications.list, (items) =>
        cases(items.map(({ caseId }) => caseId)),
      ),
    },
    keepInterpreterNeed: {
      ...keepInterpreterNeed,
      read: audited("interpreter_need:read", keepInterpreterNeed.read, (_, caseId) => cases([caseId])),
    },
    keepInterpreters: {
      ...keepInterpreters,
      read: audited("interpreter:read", keepInterpreters.read, (_, id) => meetings([id])),
    },
    keepIncidents: {
      ...keepIncidents,
      list: audited("incident:list", keepIncidents.list, ({ items }) => ({
        objectKind: "incident",
        ids: items.map(({ id }) => id),
      })),
    },
    keepSetAside: {
      ...keepSetAside,
      list: audited("message:list", keepSetAside.list, ({ items }) => ({
        objectKind: "message",
        ids: items.map(({ id }) => id),
      })),
    },
  };
}
