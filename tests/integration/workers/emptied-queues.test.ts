import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { createRelayDueMessages } from "../../../server/invitations/message-relay.ts";
import { createQueues } from "../../../server/platform/queue/queues.ts";
import { instantAt } from "../../../server/scheduling/local-time.ts";
import { addWorkingDays } from "../../../server/scheduling/swedish-calendar.ts";
import { bookSampleMeeting } from "../../support/booked-meeting.ts";
import { openPostRoom } from "../../support/post-room.ts";
import { startRedis } from "../../support/redis.ts";

const NOW = "2026-03-02T08:00:00Z";
const QUEUE = { email: "mail", sms: "sms", letter: "letter" } as const;
const ADDRESS = { careOf: null, street: "Gatan 1", postalCode: "123 45", city: "Uppsala" };
const DAYS = [12, 13, 14];

test.each([
  { backend: "PostgreSQL", usesRedis: false },
  { backend: "Redis", usesRedis: true },
])(
  "queues of e-mail, SMS and letters on $backend, emptied while they are worked off: all is sent, once",
  async ({ usesRedis }) => {
    const room = await openPostRoom(NOW);
    const { samtid, people } = room;
    const redis = usesRedis ? await startRedis() : undefined;
    onTestFinished(() => redis?.stop());
    const query = samtid.database.query();
    await sql`update individual set email = null, phone = '070-174 06 05' where name like '%0'`.execute(
      query,
    );
    await sql`update individual set email = null, address = ${JSON.stringify(ADDRESS)}::jsonb where name like '%1'`.execute(
      query,
    );
    for (const day of DAYS)
      for (const index of [0, 1])
        await bookSampleMeeting(samtid, people, {
          index,
          startAt: instantAt(addWorkingDays("2026-03-02", day), "10:00"),
        });

    const { databaseUrl } = room;
    const queues = await createQueues({
      names: Object.values(QUEUE),
      databaseUrl,
      redisUrl: redis?.url,
      logger: samtid.logger,
    });
    onTestFinished(() => queues.close());
    const sweep = createRelayDueMessages({
      messages: samtid.repositories.messages,
      enqueue: (channel, ids) =>
        queues.enqueueAll(
          QUEUE[channel as keyof typeof QUEUE],
          ids.map((id) => ({ payload: { id }, key: id })),
        ),
      clock: room.clock,
    });
    let sent = 0;
    const empty = () => Promise.all(Object.values(QUEUE).map((name) => queues.empty(name)));
    await sweep();
    for (const name of Object.values(QUEUE))
      await queues.startWorker(
        name,
        async (payload) => {
          await room.sendMessage((payload as { id: string }).id);
          sent += 1;
          // In the midst of it, with jobs waiting and running.
          if (sent === 3 || sent === 8) await empty();
        },
        { concurrency: 2 },
      );
    await expect
      .poll(async () => {
        await sweep();
        const { rows } = await sql<{ state: string }>`select distinct state from message`.execute(query);
        return rows.map(({ state }) => state);
      })
      .toEqual(["handed_over"]);
    expect(room.smtp.received.map(({ messageId }) => messageId)).toHaveLength(2 * 2 * DAYS.length);
    expect(new Set(room.smtp.received.map(({ messageId }) => messageId)).size).toBe(2 * 2 * DAYS.length);
    expect(await room.simulator.list()).toHaveLength(DAYS.length);
    expect(await room.letters.list()).toHaveLength(DAYS.length);
  },
);
