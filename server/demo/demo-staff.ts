import type { HandlaggareRole } from "../people/people.contract.ts";
import type { DEMO_WEEKS } from "./demo-working-hours.ts";

/** A handläggare. The provider's subject and the e-mail address are made from the name. */
export interface DemoHandlaggare {
  readonly name: string;
  readonly role: HandlaggareRole;
  readonly languages: readonly string[];
  readonly week: keyof typeof DEMO_WEEKS;
}

const fk = (
  name: string,
  week: DemoHandlaggare["week"] = "ordinary",
  languages: DemoHandlaggare["languages"] = ["sv", "en"],
): DemoHandlaggare => ({ name, role: "forsakringsutredare", week, languages });

const af = (
  name: string,
  role: Exclude<HandlaggareRole, "forsakringsutredare"> = "arbetsformedlare",
  week: DemoHandlaggare["week"] = "ordinary",
  languages: DemoHandlaggare["languages"] = ["sv", "en"],
): DemoHandlaggare => ({ name, role, week, languages });

/**
 * Fourteen handläggare of Försäkringskassan and twelve of Arbetsförmedlingen, by office. Annika Östlund and Anders Åkerman come first in every list and meet
 * soon after the data is loaded, so their lunch is short: there is a time for them whatever the hour.
 */
export const DEMO_STAFF: Readonly<Record<string, readonly DemoHandlaggare[]>> = {
  "fk-goteborg": [
    fk("Annika Östlund", "shortLunch"),
    fk("Björn Hedström"),
    fk("Leyla Demir", "late", ["sv", "en", "tr"]),
    fk("Tommy Väisänen", "early", ["sv", "fi"]),
  ],
  "af-goteborg": [
    af("Anders Åkerman", "arbetsformedlare", "shortLunch"),
    af("Joanna Wiśniewska", "arbetsformedlare", "ordinary", ["sv", "en", "pl"]),
    af("Samir Khoury", "sius_konsulent", "ordinary", ["sv", "en", "ar"]),
    af("Cecilia Bengtsson", "psykolog", "freeFridays"),
  ],
  "fk-trollhattan": [fk("Maria Nordin"), fk("Petra Hjelm", "early")],
  "fk-lulea": [
    fk("Elsa Niemi", "ordinary", ["sv", "fi", "fit"]),
    fk("Gunnar Lindmark", "early"),
    fk("Kristina Pääjärvi"),
    fk("Ola Sandström", "freeFridays"),
  ],
  "af-lulea": [
    af("Inga-Maj Sarri", "arbetsformedlare", "ordinary", ["sv", "se"]),
    af("Birgitta Huuva", "sius_konsulent"),
    af("Yusuf Abdi", "arbetsformedlare", "ordinary", ["sv", "en", "so", "ar"]),
    af("Fredrik Ågren", "arbetsterapeut", "mornings"),
  ],
  "fk-stockholm": [
    fk("Daniela Rojas", "ordinary", ["sv", "en", "es"]),
    fk("Mårten Ekström", "late"),
    fk("Sofia Lindqvist"),
    fk("Zahra Karimi", "ordinary", ["sv", "en", "fa"]),
  ],
  "af-stockholm": [
    af("Erik Sjöström"),
    af("Ewa Kowalczyk", "arbetsformedlare", "ordinary", ["sv", "en", "pl"]),
    af("Oskar Öberg", "arbetsformedlare", "mornings"),
    af("Hanna Wallin", "socionom"),
  ],
};
