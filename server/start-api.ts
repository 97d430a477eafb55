import type { Samtid } from "./compose.ts";
import { createAgencyTextsRoutes } from "./agency-texts/agency-texts.routes.ts";
import { createAuditRoutes } from "./audit/audit.routes.ts";
import { createCalendarRoutes } from "./calendars/calendar.routes.ts";
import { createBusySourcesRoutes } from "./calendars/import/busy-sources.routes.ts";
import { createFeedsRoutes } from "./calendars/feeds.routes.ts";
import { createInvitedFeedRoutes } from "./calendars/invited-feed.routes.ts";
import { createHandOversRoutes } from "./hand-overs/hand-overs.routes.ts";
import { createInterpretersRoutes } from "./interpreters/interpreters.routes.ts";
import { createOwnMeetingsRoutes } from "./invitations/own-meetings.routes.ts";
import { createInvitationRoutes } from "./invitations/invitation.routes.ts";
import { createSetAsideRoutes } from "./invitations/set-aside.routes.ts";
import { createDraftsRoutes } from "./meetings/drafts.routes.ts";
import { createCourseRoutes } from "./followup/course.routes.ts";
import { createRegistrationsRoutes } from "./followup/registrations.routes.ts";
import { createWorklistsRoutes } from "./followup/worklists.routes.ts";
import { createBeginMeetingRoutes } from "./meetings/begin-meeting.routes.ts";
import { createEquipmentCheckRoutes } from "./meetings/equipment-check.routes.ts";
import { createIdentityCheckRoutes } from "./meetings/identity-check.routes.ts";
import { createMeetingsRoutes } from "./meetings/meetings.routes.ts";
import { createOffersRoutes } from "./meetings/offers.routes.ts";
import { createFurtherRoutes } from "./meetings/further.routes.ts";
import { createOpeningsRoutes } from "./meetings/openings.routes.ts";
import { createSwapsRoutes } from "./meetings/swaps.routes.ts";
import { createProtectedStaffRoutes } from "./people/protected-staff.routes.ts";
import { createDetailsRoutes } from "./people/details.routes.ts";
import { createConsentsRoutes } from "./people/consents.routes.ts";
import { createProtectedReadsRoutes } from "./audit/protected-reads.routes.ts";
import { createAgencySettingsRoutes } from "./people/agency-settings.routes.ts";
import { createExternalPartiesRoutes } from "./people/external-parties.routes.ts";
import { createAttendanceRoutes } from "./outcomes/attendance.routes.ts";
import { createDocumentsRoutes } from "./outcomes/documents.routes.ts";
import { createOutcomesRoutes } from "./outcomes/outcomes.routes.ts";
import { createHistoryRoutes } from "./followup/history/history.routes.ts";
import { createFigureGroupsRoutes } from "./followup/figures/figure-groups.routes.ts";
import { createFiguresRoutes } from "./followup/figures/figures.routes.ts";
import { createPeopleRoutes } from "./people/people.routes.ts";
import { createOwnOpeningsRoutes } from "./privacy/own-openings.routes.ts";
import { createPrivacyRoutes } from "./privacy/privacy.routes.ts";
import { createRepresentativesRoutes } from "./representatives/representatives.routes.ts";
import { createRecallsRoutes } from "./recalls/recalls.routes.ts";
import type { OpenIdentity } from "./start-identity.ts";
import { createClosedPageRoutes } from "./rooms/closed-page.routes.ts";
import { createAbsencesRoutes } from "./scheduling/absences.routes.ts";
import { createFreeTimesRoutes } from "./scheduling/free-times.routes.ts";
import { createOfficeWeekRoutes } from "./scheduling/office-week.routes.ts";
import { createWorkingPatternRoutes } from "./scheduling/working-pattern.routes.ts";

/** What people and programs ask for over HTTP, capability by capability. */
export function createApi(samtid: Samtid, { sessions, sessionRoutes }: OpenIdentity) {
  return [
    sessionRoutes,
    createPeopleRoutes(samtid),
    createConsentsRoutes(samtid),
    createDetailsRoutes(samtid),
    createExternalPartiesRoutes(samtid),
    createFreeTimesRoutes(samtid),
    createBeginMeetingRoutes(samtid),
    createMeetingsRoutes(samtid),
    createIdentityCheckRoutes(samtid),
    createEquipmentCheckRoutes(samtid),
    createOffersRoutes(samtid),
    createOpeningsRoutes(samtid),
    createSwapsRoutes(samtid),
    createFurtherRoutes(samtid),
    createHandOversRoutes(samtid),
    createInterpretersRoutes(samtid),
    createRepresentativesRoutes(samtid),
    createDraftsRoutes(samtid),
    createOutcomesRoutes(samtid),
    createAttendanceRoutes(samtid),
    createDocumentsRoutes(samtid),
    createCourseRoutes(samtid),
    createRegistrationsRoutes(samtid),
    createWorklistsRoutes(samtid),
    createRecallsRoutes(samtid),
    createAgencyTextsRoutes(samtid),
    createSetAsideRoutes(samtid),
    createAuditRoutes(samtid),
    createFiguresRoutes(samtid),
    createFigureGroupsRoutes(samtid),
    createHistoryRoutes(samtid),
    createPrivacyRoutes(samtid),
    createAgencySettingsRoutes(samtid),
    createProtectedStaffRoutes(samtid),
    createCalendarRoutes(samtid),
    createAbsencesRoutes(samtid),
    createWorkingPatternRoutes(samtid),
    createOfficeWeekRoutes(samtid),
    createFeedsRoutes(samtid),
    createBusySourcesRoutes(samtid),
    createInvitedFeedRoutes(samtid),
    createProtectedReadsRoutes(samtid),
    createInvitationRoutes({ ...samtid, sessions }),
    createOwnMeetingsRoutes({ ...samtid, sessions }),
    createClosedPageRoutes(samtid),
    createOwnOpeningsRoutes(samtid),
  ];
}
