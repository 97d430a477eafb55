import { sql } from "kysely";
import { describe, expect, onTestFinished, test } from "vitest";
import { startRedis } from "../../support/redis.ts";
import { startSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople } from "../../support/sample-people.ts";

async function start(redisUrl?: string) {
  const running = await startSamtid({
    ...(redisUrl !== undefined && { redisUrl }),
    prepare: async (samtid) => {
      const people = await insertSamplePeople(samtid, { handlaggare: 2, individuals: 0 });
      await sql`update handlaggare set is_administrator = true where person_id = ${people.fk[0]!}`.execute(
        samtid.database.query(),
      );
    },
  });
  onTestFinished(() => running.stop());
  return running;
}

describe.each(["PostgreSQL", "Redis"])("Bull Board over BullMQ on %s", (backend) => {
  test("an administrator sees each channel's queue and can change nothing; nobody else gets in", async () => {
    const redis = backend === "Redis" ? await startRedis() : undefined;
    if (redis) onTestFinished(() => redis.stop());
    const running = await start(redis?.url);
    const administrator = await running.signedIn("forsakringskassan", "fk-0");
    const page = await administrator.cookies.send("GET", "/admin/queues");
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toContain("base-uri 'self'");
    expect(await page.text()).toContain("__UI_CONFIG__");
    const listed = await administrator.cookies.send("GET", "/admin/queues/api/queues");
    expect(listed.status).toBe(200);
    const { queues } = (await listed.json()) as { queues: { name: string; readOnlyMode: boolean }[] };
    expect(queues.map(({ name, readOnlyMode }) => [name, readOnlyMode])).toEqual([
      ["mail", true],
      ["sms", true],
      ["mailbox", true],
      ["letter", true],
      ["exports", true],
      ["history", true],
    ]);
    const own = { "sec-fetch-site": "same-origin", origin: running.origin };
    const pause = await administrator.cookies.send("PUT", "/admin/queues/api/queues/mail/pause", own);
    expect(pause.status).toBe(405);

    const colleague = await running.signedIn("forsakringskassan", "fk-1");
    for (const path of ["/admin/queues", "/admin/queues/api/queues"]) {
      expect((await colleague.cookies.send("GET", path)).status).toBe(403);
      expect((await running.browser().cookies.send("GET", path)).status).toBe(401);
    }
    const elsewhere = await administrator.cookies.send("GET", "/mer");
    expect(elsewhere.headers.get("content-security-policy")).toContain("base-uri 'none'");
  });
});
