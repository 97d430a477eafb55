import { sql, type Kysely } from "kysely";

/**
 * What a participant who was invited found when they tried their equipment ahead of the meeting: the latest time, and what of it
 * worked. Null is what was not tried. Nothing tells of the device.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table equipment_check (
      participant_id uuid primary key references participant,
      checked_at timestamptz not null,
      browser boolean,
      camera boolean,
      microphone boolean,
      speaker boolean,
      network boolean,
      relay boolean,
      constraint equipment_check_says_something
        check (num_nonnulls(browser, camera, microphone, speaker, network, relay) > 0)
    )`.execute(db);
}
