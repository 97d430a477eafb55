import { randomBytes } from "node:crypto";
import { appendFile, mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const CaughtSms = z.strictObject({
  id: z.string(),
  receivedAt: z.string(),
  from: z.string(),
  to: z.string(),
  text: z.string(),
  encoding: z.enum(["GSM-7", "UCS-2"]),
  parts: z.int(),
  idempotencyKey: z.string().nullable(),
  /** What the simulator has reported of it, and was heard. */
  reported: z.array(z.string()),
});
/** An SMS as the simulator got it. */
export type CaughtSms = z.infer<typeof CaughtSms>;

const Line = z.union([CaughtSms, z.strictObject({ reportedId: z.string(), status: z.string() })]);

/** Caught SMS, as lines in a file that is only added to. */
export interface SmsStore {
  add(sms: Omit<CaughtSms, "id">): Promise<CaughtSms>;
  markReported(id: string, status: string): Promise<void>;
  /** Newest first. */
  list(): Promise<CaughtSms[]>;
  clear(): Promise<void>;
}

/** Opens the folder, with the messages an earlier run has left in it. */
export async function openSmsStore(folder: string): Promise<SmsStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "sms.jsonl");
  const caught = new Map<string, CaughtSms>();
  const apply = (line: z.infer<typeof Line>) => {
    if ("id" in line) caught.set(line.id, line);
    else caught.get(line.reportedId)?.reported.push(line.status);
  };
  const append = async (line: z.infer<typeof Line>) => {
    apply(line);
    await appendFile(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
  };
  for (const line of (await readFile(file, "utf8").catch(() => "")).split("\n").filter(Boolean))
    apply(Line.parse(JSON.parse(line)));
  return {
    async add(sms) {
      const whole = { id: `s${randomBytes(16).toString("hex")}`, ...sms };
      await append(whole);
      return whole;
    },
    markReported: (reportedId, status) => append({ reportedId, status }),
    list: async () => [...caught.values()].reverse(),
    async clear() {
      caught.clear();
      await rm(file, { force: true });
    },
  };
}
