import { appleZone, exchangeZone, fixedZone, googleZone } from "./zone-definitions.ts";

/** How a program writes a calendar. */
export interface Program {
  readonly name: string;
  /** The zone that its clock times are really in. */
  readonly zone: string;
  /** What the zone is called, if anything; `utc` writes instants. */
  readonly tzid: string | undefined;
  /** After BEGIN:VCALENDAR. */
  readonly header: readonly string[];
  readonly newline: string;
  readonly folds: boolean;
  /** How whole days are written. */
  readonly dates: ";VALUE=DATE" | "";
  readonly end: "DTEND" | "DURATION";
  /** Whether nobody can know the zone, so that the source's is taken. */
  readonly assumes: boolean;
}

const CRLF = "\r\n";
const SWEDEN = "Europe/Stockholm";
const like = (program: Partial<Program> & Pick<Program, "name">): Program => ({
  zone: SWEDEN,
  tzid: SWEDEN,
  header: [],
  newline: CRLF,
  folds: true,
  dates: ";VALUE=DATE",
  end: "DTEND",
  assumes: false,
  ...program,
});
const DISPLAY_NAME = "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna";

/** Ways of writing seen from Exchange, Google, Evolution, Apple and others, and the zones they have their own names for. */
export const PROGRAMS: readonly Program[] = [
  like({
    name: "Exchange with its zone",
    tzid: "W. Europe Standard Time",
    header: exchangeZone("W. Europe Standard Time"),
  }),
  like({ name: "Exchange without its zone", tzid: "W. Europe Standard Time" }),
  like({ name: "Exchange with a display name", tzid: DISPLAY_NAME, header: exchangeZone(DISPLAY_NAME) }),
  like({
    name: "Exchange with a customised zone",
    tzid: "Customized Time Zone",
    header: exchangeZone("Customized Time Zone"),
    newline: "\n",
  }),
  like({ name: "Exchange in Asia", tzid: "India Standard Time", zone: "Asia/Kolkata", end: "DURATION" }),
  like({ name: "Outlook in UTC", tzid: "utc", zone: "UTC", folds: false }),
  like({ name: "Outlook in its own UTC", tzid: "tzone://Microsoft/Utc", zone: "UTC" }),
  like({
    name: "Google elsewhere",
    tzid: "America/New_York",
    zone: "America/New_York",
    header: ["X-WR-TIMEZONE:Europe/Stockholm", ...googleZone("America/New_York")],
  }),
  like({ name: "Google without its zone", header: ["X-WR-CALNAME:Jobb", "X-WR-TIMEZONE:Europe/Stockholm"] }),
  like({
    name: "Google with floating times",
    tzid: undefined,
    zone: "Europe/London",
    header: ["X-WR-TIMEZONE:Europe/London"],
  }),
  like({
    name: "Evolution",
    tzid: "/freeassociation.sourceforge.net/Europe/Stockholm",
    header: appleZone("/freeassociation.sourceforge.net/Europe/Stockholm"),
  }),
  like({
    name: "Evolution without its zone",
    tzid: "/freeassociation.sourceforge.net/America/Argentina/Buenos_Aires",
    zone: "America/Argentina/Buenos_Aires",
  }),
  like({
    name: "Thunderbird of old",
    tzid: "/mozilla.org/20050126_1/Europe/Helsinki",
    zone: "Europe/Helsinki",
  }),
  like({ name: "Apple", header: appleZone(SWEDEN), end: "DURATION", newline: "\n", folds: false }),
  like({
    name: "a zone of the file's own",
    tzid: "Kontoret",
    zone: "Asia/Kathmandu",
    header: fixedZone("Kontoret"),
  }),
  like({ name: "an old program without VALUE=DATE", dates: "", newline: "\r", folds: false }),
  like({ name: "a zone that nobody knows", tzid: "Nowhere/Land", assumes: true }),
  like({ name: "floating times without a word", tzid: undefined, assumes: true }),
];
