import { UnrecoverableError } from "bullmq";
import { z } from "zod";
import type { KeepExports } from "../server/followup/figures/keep-exports.ts";
import type { JobHandler } from "../server/platform/queue/job.ts";

const Payload = z.strictObject({ id: z.uuid() });

/** Makes one file of figures. A thrown error is retried; what is asked for and not made is put in the queue again by a sweep. */
export function createMakeExportJob({ keepExports }: { keepExports: Pick<KeepExports, "make"> }): JobHandler {
  return async (payload) => {
    const parsed = Payload.safeParse(payload);
    if (!parsed.success) throw new UnrecoverableError("The job's payload is not an export's id.");
    await keepExports.make(parsed.data.id);
  };
}
