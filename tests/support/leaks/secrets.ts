/** Who something was answered, sent or left to. */
export const READERS = [
  /** Försäkringskassan's handläggare in the meetings, who owns the cases. */
  "fk",
  /** At the same office, in none of the meetings. */
  "fkColleague",
  /** Leads that office and administers the agency. */
  "fkLeader",
  /** Of another office. */
  "fkElsewhere",
  /** Arbetsförmedlingen's handläggare in the meetings. */
  "af",
  "afColleague",
  /** Leads the office and administers the agency. */
  "afLeader",
  /** Review the trail of their agency; at another office than the case's, and at the same as `af`. */
  "auditor",
  "afAuditor",
  /** What Försäkringskassan's auditor finds in the trail: who did what, never what was read. */
  "trail",
  /** What administrators take out for an individual who has asked what is known of them. */
  "extract",
  /** Those who have opened a link, and what is sent to them. */
  "individual",
  "representative",
  "interpreter",
  "employer",
  "protectedIndividual",
  /** The same individuals, signed in with e-ID. */
  "individualByEid",
  "protectedByEid",
  /** An individual of another meeting. */
  "otherIndividual",
  /** Without a session; anybody on the net. */
  "nobody",
  /** Mail to handläggare, which passes through other systems than ours. */
  "staffMail",
  /** Whoever has a calendar's secret address, or a file for a calendar program. */
  "feed",
  /** Whoever reads the logs, the queue, the audit trail or what the print house is told. */
  "log",
  "queue",
  "audit",
  "printHouse",
] as const;
export type Reader = (typeof READERS)[number];

const FK = ["fk", "fkColleague", "fkLeader", "fkElsewhere", "auditor"] as const;
const FK_OFFICE = ["fk", "fkColleague", "fkLeader"] as const;
const AF = ["af", "afColleague", "afLeader", "afAuditor"] as const;

/**
 * What is planted, each a word that stands nowhere else, and who alone may come to see it. Capital and small letters, spaces and
 * hyphens don't count when it is looked for.
 */
export const SECRETS = {
  // The individual, who has agreed to the agencies' sharing what the meeting needs: their name.
  personName: { word: "Zindividnamn", seenBy: [...FK, "af", "individual", "individualByEid", "extract"] },
  personnummer: { word: "8112289809", seenBy: ["extract"] },
  personEmail: { word: "zindivid@example.test", seenBy: [...FK, "individual", "individualByEid", "extract"] },
  personPhone: { word: "701740611", seenBy: [...FK, "individual", "individualByEid", "extract"] },
  personStreet: { word: "Zhemgatan", seenBy: [...FK, "individual", "individualByEid", "extract"] },
  interpreterNeed: { word: "Zdialekt", seenBy: [...FK, "af", "extract"] },
  wishText: {
    word: "Zönskemål",
    seenBy: ["fk", "af", "individual", "representative", "extract", "individualByEid"],
  },
  declineText: { word: "Znejskäl", seenBy: ["fk", "af", "individual", "extract"] },
  // Those beside them: by name for the agencies, by what they are for the individual.
  representativeName: {
    word: "Zombudsnamn",
    seenBy: [...FK, "af", "individual", "representative", "extract", "individualByEid"],
  },
  representativeEmail: { word: "zombud@example.test", seenBy: [...FK, "representative", "extract"] },
  representativePhone: { word: "701740622", seenBy: [...FK, "extract"] },
  interpreterName: { word: "Ztolknamn", seenBy: [...FK, "af", "extract"] },
  interpreterEmail: { word: "ztolk@example.test", seenBy: [...FK, "interpreter"] },
  employerName: { word: "Zchefsnamn", seenBy: [...FK, "af", "extract"] },
  employerEmail: { word: "zchef@example.test", seenBy: [...FK, "employer"] },
  // What is written about a meeting.
  jointNote: { word: "Zgemensamanteckning", seenBy: ["fk", "af", "extract"] },
  fkNote: { word: "Zegenanteckningfk", seenBy: ["fk", "extract"] },
  afNote: { word: "Zegenanteckningaf", seenBy: ["af"] },
  task: { word: "Zuppgift", seenBy: ["fk", "af", "extract"] },
  // Reasons are kept in the trail too.
  shortNotice: { word: "Zkortvarsel", seenBy: ["fk", "af", "audit", "trail"] },
  recallReason: { word: "Zåterkallelseskäl", seenBy: [...FK_OFFICE, "audit", "trail"] },
  closingNote: { word: "Zåtgärd", seenBy: [...FK_OFFICE] },
  // A handläggare's own calendar.
  absence: { word: "Zfrånvaro", seenBy: ["fk"] },
  focus: { word: "Zfokustid", seenBy: ["fk"] },
  afAbsence: { word: "Zledighet", seenBy: ["af"] },
  busyLabel: { word: "Zannankalender", seenBy: ["fk"] },
  busyEvent: { word: "Zläkarbesök", seenBy: [] },
  feedLabel: { word: "Zprenumeration", seenBy: ["fk"] },
  // Somebody with protected identity: those who meet them, and nothing is sent.
  protectedName: { word: "Zskyddadperson", seenBy: ["fk", "af", "protectedByEid"] },
  protectedPersonnummer: { word: "7503129814", seenBy: [] },
  protectedEmail: { word: "zskyddad@example.test", seenBy: [] },
  protectedPhone: { word: "701740633", seenBy: [] },
  protectedStreet: { word: "Zgömdvägen", seenBy: [] },
  protectedPlace: { word: "Zskyddadplats", seenBy: ["fk", "af", "protectedIndividual", "protectedByEid"] },
  // Somebody who has agreed to being registered by name: whoever hands it over has their number in the file.
  susName: { word: "Zsusnamn", seenBy: [...FK, "af"] },
  susPersonnummer: { word: "8501119807", seenBy: [...FK_OFFICE] },
  // A case of the other agency's own, without a meeting.
  afPersonName: { word: "Zafperson", seenBy: [...AF, "extract"] },
  // Why an administrator took an extract.
  extractWhy: { word: "Zutdragsskäl", seenBy: ["audit", "trail"] },
} as const satisfies Record<string, { word: string; seenBy: readonly Reader[] }>;

/** Something that reached a reader. */
export interface Seen {
  readonly reader: Reader;
  /** From where: an operation, a mail, a socket. */
  readonly from: string;
  readonly text: string;
}

const compact = (text: string) => text.normalize("NFC").toLowerCase().replaceAll(/[\s-]/g, "");

/** What reached whom it must not. */
export function leaksIn(seen: readonly Seen[]): string[] {
  const found = seen.flatMap(({ reader, from, text }) => {
    const searched = compact(text);
    return Object.entries(SECRETS)
      .filter(
        ([, { word, seenBy }]) => !seenBy.some((each) => each === reader) && searched.includes(compact(word)),
      )
      .map(([secret]) => `${reader} got ${secret} from ${from}`);
  });
  return [...new Set(found)].sort();
}

/** What somebody who may see it never came to see: it was not planted, or can't be found. */
export function unseenIn(seen: readonly Seen[]): string[] {
  const texts = new Map(
    READERS.map((reader) => [
      reader,
      compact(
        seen
          .filter((each) => each.reader === reader)
          .map(({ text }) => text)
          .join("\n"),
      ),
    ]),
  );
  return Object.entries(SECRETS).flatMap(([secret, { word, seenBy }]) =>
    seenBy
      .filter((reader) => !texts.get(reader)!.includes(compact(word)))
      .map((reader) => `${reader} ${secret}`),
  );
}
