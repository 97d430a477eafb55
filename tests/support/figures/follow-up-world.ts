import { sql } from "kysely";
import type { StaffActor } from "../../../server/identity/actor.ts";
import type { Samtid } from "../../../server/compose.ts";

/** An agency's administrator with history to bring in, and offices to bring it to. */
export interface FollowUpWorld {
  readonly administrator: StaffActor;
  readonly chef: StaffActor;
  /** The other agency's administrator. */
  readonly theirs: StaffActor;
  /** The names of Försäkringskassan's offices. */
  readonly offices: readonly string[];
  bring(kind: "meetings" | "cooperations", csv: string): Promise<void>;
}

const LAN = ["Uppsala län", "Skåne län", "Västra Götalands län"];

/** @param perLan how many offices of Försäkringskassan there are in each of three län. */
export async function insertFollowUpWorld(samtid: Samtid, perLan: number): Promise<FollowUpWorld> {
  const query = samtid.database.query();
  const offices = LAN.flatMap((lan) =>
    Array.from({ length: perLan }, (_, index) => ({ lan, name: `${lan.split(" ")[0]} ${index + 1}` })),
  );
  await sql`insert into organisation (id, name, phone) values
    ('forsakringskassan', 'Försäkringskassan', '0771-524 524'), ('arbetsformedlingen', 'Arbetsförmedlingen', '0771-416 416')`.execute(
    query,
  );
  await sql`insert into office (organisation_id, name, lan, address)
    select 'forsakringskassan', name, lan, 'Storgatan 1' from jsonb_to_recordset(${JSON.stringify(offices)}::jsonb) as o (name text, lan text)
    union all select 'arbetsformedlingen', 'AF Uppsala', 'Uppsala län', 'Storgatan 2'`.execute(query);
  const staff = async (organisation: string, office: string, subject: string, right: string) => {
    const { rows } = await sql<{ personId: string; officeId: string }>`
      with p as (insert into person (kind) values ('handlaggare') returning id)
      insert into handlaggare (person_id, organisation_id, office_id, subject, name, email, role, languages, is_administrator, leads_office)
      select p.id, ${organisation}, o.id, ${subject}, ${subject}, ${`${subject}@example.test`},
        ${organisation === "forsakringskassan" ? "forsakringsutredare" : "arbetsformedlare"}, '{sv}',
        ${right === "administrator"}, ${right === "chef"}
      from p, office o where o.name = ${office} returning person_id as "personId", office_id as "officeId"`.execute(
      query,
    );
    const role = organisation === "forsakringskassan" ? "forsakringsutredare" : "arbetsformedlare";
    return { kind: "staff", organisationId: organisation, role, ...rows[0]! } as StaffActor;
  };
  const administrator = await staff("forsakringskassan", offices[0]!.name, "fk-admin", "administrator");
  return {
    administrator,
    chef: await staff("forsakringskassan", offices[0]!.name, "fk-chef", "chef"),
    theirs: await staff("arbetsformedlingen", "AF Uppsala", "af-admin", "administrator"),
    offices: offices.map(({ name }) => name),
    async bring(kind, csv) {
      const report = await samtid.importHistory(administrator, kind, inPieces(csv));
      if (report.wrong > 0) throw new Error(JSON.stringify(report.problems.slice(0, 3)));
    },
  };
}

async function* inPieces(text: string) {
  for (let at = 0; at < text.length; at += 65_536) yield text.slice(at, at + 65_536);
}
