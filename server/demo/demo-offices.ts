import type { OrganisationId } from "../people/people.contract.ts";

/**
 * Both agencies. Telephone numbers in the demo data are from the series that Post- och telestyrelsen (PTS) keeps for
 * fiction and never assigns: 08-465 004 00–99 here, 070-174 06 05–99 for individuals.
 */
export const DEMO_ORGANISATIONS: readonly { id: OrganisationId; name: string; phone: string }[] = [
  { id: "forsakringskassan", name: "Försäkringskassan", phone: "08-465 004 10" },
  { id: "arbetsformedlingen", name: "Arbetsförmedlingen", phone: "08-465 004 60" },
];

/** An office; `key` is what the other demo files call it. */
export interface DemoOffice {
  readonly key: string;
  readonly organisationId: OrganisationId;
  readonly name: string;
  readonly lan: string;
  readonly address: string;
}

/** One office per agency in each of three län, and one more of Försäkringskassan's. */
export const DEMO_OFFICES: readonly DemoOffice[] = [
  {
    key: "fk-goteborg",
    organisationId: "forsakringskassan",
    name: "Göteborg",
    lan: "Västra Götalands län",
    address: "Järntorgsgatan 12, 413 01 Göteborg",
  },
  {
    key: "af-goteborg",
    organisationId: "arbetsformedlingen",
    name: "Göteborg",
    lan: "Västra Götalands län",
    address: "Stampgatan 28, 411 01 Göteborg",
  },
  {
    key: "fk-trollhattan",
    organisationId: "forsakringskassan",
    name: "Trollhättan",
    lan: "Västra Götalands län",
    address: "Kungsgatan 42, 461 30 Trollhättan",
  },
  {
    key: "fk-lulea",
    organisationId: "forsakringskassan",
    name: "Luleå",
    lan: "Norrbottens län",
    address: "Smedjegatan 9, 972 33 Luleå",
  },
  {
    key: "af-lulea",
    organisationId: "arbetsformedlingen",
    name: "Luleå",
    lan: "Norrbottens län",
    address: "Storgatan 41, 972 32 Luleå",
  },
  {
    key: "fk-stockholm",
    organisationId: "forsakringskassan",
    name: "Stockholm",
    lan: "Stockholms län",
    address: "Klara södra kyrkogata 18, 111 52 Stockholm",
  },
  {
    key: "af-stockholm",
    organisationId: "arbetsformedlingen",
    name: "Stockholm",
    lan: "Stockholms län",
    address: "Rosenlundsgatan 52, 118 63 Stockholm",
  },
];

/** The office whose handläggare confirm meetings before anybody else is told; from when the stories of all others have been told. */
export const CONFIRMING_OFFICE = {
  organisationId: "arbetsformedlingen",
  name: "Luleå",
} as const satisfies Pick<DemoOffice, "organisationId" | "name">;

/** How offices follow up together, besides their län: two regions, and both agencies' offices of a town. */
export const DEMO_GROUPS = [
  { kind: "region", name: "Norra regionen", lan: ["Norrbottens län"], town: null },
  { kind: "region", name: "Södra regionen", lan: ["Stockholms län", "Västra Götalands län"], town: null },
  { kind: "local", name: "Samverkan Göteborg", lan: [], town: "Göteborg" },
] as const;
