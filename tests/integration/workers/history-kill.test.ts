import { expect, test, vi } from "vitest";
import { composeSamtid, SHARED_SECRETS } from "../../support/composed-samtid.ts";
import { insertSamplePeople } from "../../support/sample-people.ts";
import { startScriptedSmtp } from "../../support/scripted-smtp.ts";
import { spawnProcess } from "../../support/spawned-process.ts";

const LINES = 6_000;
/** A killed worker's jobs are taken over by another after about 20 s. */
const PATIENCE_MS = 90_000;

test("a worker killed while it brings a file in: another goes on, and each line is taken once and told of", async ({
  onTestFinished,
}) => {
  const { samtid, databaseUrl, stop } = await composeSamtid();
  onTestFinished(stop);
  const smtp = await startScriptedSmtp();
  onTestFinished(() => smtp.stop());
  await insertSamplePeople(samtid, { handlaggare: 1, individuals: 0 });
  const query = () => samtid.database.query();
  await query().updateTable("handlaggare").set({ is_administrator: true }).execute();
  const staff = (await samtid.repositories.people.findBySubject("forsakringskassan", "fk-0"))!;
  const actor = { ...staff, kind: "staff" } as const;
  const { keepHistoryUploads } = samtid;
  const { id } = await keepHistoryUploads.receive(actor, { kind: "meetings", fileName: "m.csv" }, file());
  const startWorker = async () => {
    const environment = { ...SHARED_SECRETS, DATABASE_URL: databaseUrl, SMTP_URL: smtp.url };
    const worker = await spawnProcess("worker", environment);
    onTestFinished(() => worker.kill());
    return worker;
  };
  const until = (holds: (upload: Awaited<ReturnType<typeof keepHistoryUploads.read>>) => void) =>
    vi.waitFor(async () => holds(await keepHistoryUploads.read(actor, id)), {
      timeout: PATIENCE_MS,
      interval: 20,
    });

  const killed = await startWorker();
  await until(({ state }) => expect(state).toBe("checked"));
  await keepHistoryUploads.confirm(actor, id);
  await until(({ progress }) => expect(progress).toBeGreaterThan(0));
  await killed.kill();
  expect((await keepHistoryUploads.read(actor, id)).state).toBe("importing");

  await startWorker();
  await until(({ state }) => expect(state).toBe("imported"));
  expect(await keepHistoryUploads.read(actor, id)).toMatchObject({ taken: LINES, knownBefore: 0, wrong: 0 });
  const count = await query()
    .selectFrom("meeting")
    .select(({ fn }) => fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  expect(count.n).toBe(LINES);
}, 180_000);

function file(): Uint8Array {
  const lines = Array.from(
    { length: LINES },
    (_, index) =>
      `M${index};A${index};kontaktmote;2024-03-04 09:00;video;held;woman;1985;sjukpenning;Kontor fk`,
  );
  return Buffer.from(
    ["reference;case;type;starts_at;mode;outcome;sex;birth_year;benefit;office", ...lines].join("\n"),
  );
}
