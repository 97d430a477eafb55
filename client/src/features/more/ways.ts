import type { OrganisationId } from "../../../../server/people/people.contract.ts";

/** A way from the page to another, with the keys of what it is called and says. */
interface Way {
  readonly key: string;
  readonly to: string;
  /** Answered by the server itself, not a page of ours. */
  readonly isServed?: boolean;
  /** Only for who leads an office. */
  readonly isForLeader?: boolean;
  /** Only for one agency. */
  readonly agency?: OrganisationId;
}

/** The ways, group by group. A new page that needn't be in the menu is added here, and its words in `more.json`. */
export const WAYS = {
  own: [
    { key: "workingHours", to: "/mina-tider" },
    { key: "feeds", to: "/kalenderadresser" },
    { key: "busySources", to: "/andra-kalendrar" },
    { key: "signIns", to: "/inloggningar" },
  ],
  office: [
    { key: "worklists", to: "/att-gora" },
    { key: "sus", to: "/sus", agency: "forsakringskassan" },
    { key: "officeWeek", to: "/kontorets-vecka", isForLeader: true },
    { key: "protectedReads", to: "/skyddade-arenden", isForLeader: true },
    { key: "figures", to: "/uppfoljning", isForLeader: true },
    { key: "handOver", to: "/lamna-over" },
    { key: "incidents", to: "/incidenter" },
    { key: "texts", to: "/myndighetstexter" },
  ],
  administration: [
    { key: "allFigures", to: "/uppfoljning" },
    { key: "setAside", to: "/meddelanden" },
    { key: "settings", to: "/installningar" },
    { key: "groups", to: "/grupper" },
    { key: "history", to: "/historik" },
    { key: "privacy", to: "/personuppgifter" },
    { key: "queues", to: "/admin/queues", isServed: true },
  ],
  review: [{ key: "audit", to: "/sparlogg" }],
} as const satisfies Record<string, readonly Way[]>;
