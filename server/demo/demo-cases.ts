import type {
  Benefit,
  Language,
  MessageChannel,
  OrganisationId,
  PostalAddress,
  Protection,
} from "../people/people.contract.ts";

/** A mail server that knows nobody any more: what is sent there is refused. */
export const CLOSED_MAIL_DOMAIN = "borttagen.example";

/** An individual and their case. The case is FK's unless another owner is named. */
export interface DemoCase {
  readonly name: string;
  readonly sex: "woman" | "man";
  readonly bornOn: string;
  readonly benefit: Benefit;
  /** Day in the sick-leave case today, where there is one. */
  readonly chainDay: number | null;
  readonly ownerOrganisationId: OrganisationId;
  readonly language: Language;
  readonly protection: Protection;
  /** Where the mail address is; null for somebody without. */
  readonly mailDomain: string | null;
  readonly address: PostalAddress | null;
  /** How they want to be reached, if not in the usual order. */
  readonly channelOrder: readonly MessageChannel[] | null;
  readonly hasConsented: boolean;
}

type Exceptions = Partial<Omit<DemoCase, "name" | "sex" | "bornOn" | "benefit" | "chainDay">>;

const person =
  (sex: DemoCase["sex"]) =>
  (
    name: string,
    bornOn: string,
    benefit: Benefit,
    chainDay: number | null,
    exceptions: Exceptions = {},
  ): DemoCase => ({
    name,
    sex,
    bornOn,
    benefit,
    chainDay,
    ownerOrganisationId: "forsakringskassan",
    language: "sv",
    protection: "none",
    mailDomain: "post.example",
    address: null,
    channelOrder: null,
    hasConsented: true,
    ...exceptions,
  });

const woman = person("woman");
const man = person("man");

const AF_OWNED = { ownerOrganisationId: "arbetsformedlingen" } as const;
const WITHOUT_EMAIL = { mailDomain: null, channelOrder: ["telephone"] } as const;
const BY_SMS = { mailDomain: null } as const;
const IN_MAILBOX = { channelOrder: ["digital_mailbox", "email", "telephone"] } as const;
const BY_LETTER = {
  mailDomain: null,
  channelOrder: ["letter", "telephone"],
  address: { careOf: null, street: "Björkvägen 12 A", postalCode: "753 20", city: "Uppsala" },
} as const;
const NOT_YET_CONSENTED = { hasConsented: false } as const;

/** Forty individuals, by the two handläggare who meet them: FK's first. */
export const DEMO_CASES: readonly {
  readonly handlaggare: readonly [forsakringskassan: string, arbetsformedlingen: string];
  readonly cases: readonly DemoCase[];
}[] = [
  {
    handlaggare: ["annika-ostlund", "anders-akerman"],
    cases: [
      woman("Karin Ödmark", "1967-02-21", "sjukpenning", 402),
      woman("Åsa Ängqvist", "1978-04-12", "sjukpenning", 118),
      man("Mohammad al-Tamimi", "1984-09-30", "sjukpenning", 142, { language: "ar" }),
      man("Łukasz Nowak", "1989-11-05", "sjukpenning", 131, { language: "en" }),
      woman("Elin Sjögren", "2001-06-17", "aktivitetsersattning", null, { language: "sv-lattlast" }),
      man("Göran Blomqvist", "1963-08-08", "sjukersattning", null, WITHOUT_EMAIL),
      woman("Ebba Källström", "1992-12-03", "ovrig", null, AF_OWNED),
    ],
  },
  {
    handlaggare: ["bjorn-hedstrom", "joanna-wisniewska"],
    cases: [
      woman("Renée Lundgren", "1975-05-29", "sjukpenning", 510, IN_MAILBOX),
      man("Jonas Håkansson", "1981-01-19", "sjukpenning", 158),
      woman("Fatima Zahra Benali", "1986-03-14", "sjukpenning", 301, { language: "ar" }),
    ],
  },
  {
    handlaggare: ["leyla-demir", "samir-khoury"],
    cases: [
      man("Per-Åke Lööf", "1969-10-10", "ovrig", null, AF_OWNED),
      woman("Małgorzata Zając", "1979-07-02", "sjukpenning", 125, { language: "en" }),
      woman("Ida Grönlund", "2002-02-11", "aktivitetsersattning", null, NOT_YET_CONSENTED),
    ],
  },
  {
    handlaggare: ["tommy-vaisanen", "cecilia-bengtsson"],
    cases: [
      man("André Fransén", "1972-06-06", "sjukpenning", 377),
      woman("Gunilla Hägg", "1965-09-18", "sjukersattning", null),
      man("Viktor Ståhl", "2000-04-23", "aktivitetsersattning", null, { language: "sv-lattlast" }),
    ],
  },
  {
    handlaggare: ["elsa-niemi", "inga-maj-sarri"],
    cases: [
      woman("Márjá Labba", "1983-11-27", "sjukpenning", 133, NOT_YET_CONSENTED),
      man("Nils-Erik Tjäder", "1963-03-03", "sjukpenning", 620),
      woman("Sara Päiviö", "1990-08-15", "sjukpenning", 288, {
        protection: "sekretessmarkering",
        ...WITHOUT_EMAIL,
      }),
    ],
  },
  {
    handlaggare: ["gunnar-lindmark", "birgitta-huuva"],
    cases: [
      man("Torbjörn Fält", "1974-12-24", "sjukpenning", 109),
      woman("Noor al-Hashimi", "1995-05-05", "ovrig", null, { ...AF_OWNED, language: "ar" }),
      man("Emil Lidström", "1998-01-31", "aktivitetsersattning", null),
    ],
  },
  {
    handlaggare: ["kristina-paajarvi", "yusuf-abdi"],
    cases: [
      woman("Helena Öhman", "1971-07-21", "sjukpenning", 455, BY_SMS),
      man("Abdirahman Warsame", "1987-10-02", "ovrig", null, { ...AF_OWNED, language: "en" }),
      woman("Zoë Marklund", "1993-04-09", "sjukpenning", 166),
    ],
  },
  {
    handlaggare: ["ola-sandstrom", "fredrik-agren"],
    cases: [
      man("Stig Rönnbäck", "1962-05-16", "sjukpenning", 365, WITHOUT_EMAIL),
      woman("Linnéa Åström", "1985-02-28", "sjukpenning", 240),
      man("Hannes Käll", "1999-09-09", "sjukpenning", 104, NOT_YET_CONSENTED),
    ],
  },
  {
    handlaggare: ["daniela-rojas", "erik-sjostrom"],
    cases: [
      woman("María José Fuentes", "1977-08-30", "sjukpenning", 331, { language: "en" }),
      man("Björn Åhlén", "1968-11-11", "sjukpenning", 137),
      woman("Khadija Yusuf", "1982-06-01", "sjukpenning", 290, { language: "ar" }),
    ],
  },
  {
    handlaggare: ["marten-ekstrom", "ewa-kowalczyk"],
    cases: [
      woman("Agnieszka Wójcik", "1980-03-25", "ovrig", null, { ...AF_OWNED, mailDomain: CLOSED_MAIL_DOMAIN }),
      man("Lars Öst", "1964-04-04", "sjukpenning", 540, BY_LETTER),
      woman("Cecilia Håkonsson", "1991-10-20", "sjukpenning", 215, {
        protection: "skyddad_folkbokforing",
        ...WITHOUT_EMAIL,
      }),
    ],
  },
  {
    handlaggare: ["sofia-lindqvist", "oskar-oberg"],
    cases: [
      man("Tariq Mansour", "1988-12-12", "sjukpenning", 260, { language: "ar" }),
      woman("Ingrid Malmström", "1962-01-07", "sjukersattning", null, WITHOUT_EMAIL),
      woman("Frida Törnqvist", "2003-03-19", "aktivitetsersattning", null, { language: "sv-lattlast" }),
    ],
  },
  {
    handlaggare: ["zahra-karimi", "hanna-wallin"],
    cases: [
      man("Håkan Sjöö", "1976-09-13", "sjukpenning", 112),
      woman("Amélie Bergöö", "1994-07-28", "sjukpenning", 128),
      man("Rasmus Ågård", "1996-02-02", "ovrig", null, { ...AF_OWNED, ...NOT_YET_CONSENTED }),
    ],
  },
];
