import { sql, type Kysely } from "kysely";

/**
 * Consents with their history: of secrecy, and of SUS in writing, which may be a refusal. A consent is withdrawn by a name and an
 * instant of its own; what it said is never changed. Handläggare too can have protected identity. And what was sent, word for word, for the
 * agencies' case files.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table consent
      add column answer text not null default 'given',
      add column withdrawn_by uuid references handlaggare,
      add column form_version text,
      add column period_from date,
      add column period_until date,
      add constraint consent_answer check (answer in ('given', 'refused')),
      add constraint consent_sus_in_writing check ((kind = 'sus') = (form_version is not null and period_from is not null)),
      add constraint consent_refusal_is_of_sus check (answer = 'given' or kind = 'sus'),
      add constraint consent_period check (period_until >= period_from);

    create function consent_stands() returns trigger language plpgsql as $$
      begin
        if (to_jsonb(old) - 'withdrawn_at' - 'withdrawn_by') <> (to_jsonb(new) - 'withdrawn_at' - 'withdrawn_by')
          or old.withdrawn_at is not null then
          raise exception 'what a consent said is not changed' using errcode = '42501';
        end if;
        return new;
      end $$;
    create trigger consent_stands before update on consent for each row execute function consent_stands();

    alter table handlaggare
      add column protection text not null default 'none',
      add constraint handlaggare_protection check (protection in ('none', 'sekretessmarkering', 'skyddad_folkbokforing'));
    create table sent_text (
      message_id uuid primary key references message on delete cascade,
      text_encrypted bytea not null,
      text_key_id text not null
    );
  `.execute(db);
}
