import type { NewExternalParty } from "../people/external-parties.contract.ts";

/** Somebody outside the agencies, and the handläggare who registered them with their own. Telephone numbers are fictional. */
export interface DemoExternalParty {
  readonly by: string;
  readonly party: NewExternalParty;
}

const interpreter = (by: string, name: string, email: string, language: string): DemoExternalParty => ({
  by,
  party: {
    kind: "tolk",
    name,
    organisationName: "Tolkbyrån Västra",
    email,
    phone: "070-174 06 91",
    languages: [language],
  },
});

export const DEMO_EXTERNAL_PARTIES: readonly DemoExternalParty[] = [
  interpreter("annika-ostlund", "Rima Haddad", "rima.haddad@tolk.example", "ar"),
  interpreter("annika-ostlund", "Abdi Warsame", "abdi.warsame@tolk.example", "so"),
  interpreter("anders-akerman", "Sofia Lindqvist", "sofia.lindqvist@tolk.example", "swl"),
  {
    by: "annika-ostlund",
    party: {
      kind: "arbetsgivare",
      name: "Peter Ljungdahl",
      organisationName: "Ljungdahls Snickeri",
      email: "peter@snickeri.example",
      phone: "070-174 06 92",
      languages: [],
    },
  },
  {
    by: "annika-ostlund",
    party: {
      kind: "vardgivare",
      name: "Maria Holmgren",
      organisationName: "Vårdcentralen Linden",
      email: null,
      phone: "08-465 004 90",
      languages: [],
    },
  },
];
