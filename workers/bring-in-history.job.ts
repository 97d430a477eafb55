import { UnrecoverableError } from "bullmq";
import { z } from "zod";
import type { WorkHistoryUploads } from "../server/followup/history/work-upload.ts";
import type { JobHandler } from "../server/platform/queue/job.ts";

const Payload = z.strictObject({ id: z.uuid() });

/** Reads a file of history through, or brings it in. A thrown error is retried; a sweep puts what waits in the queue again. */
export function createBringInHistoryJob({
  workHistoryUploads,
}: {
  workHistoryUploads: Pick<WorkHistoryUploads, "work">;
}): JobHandler {
  return async (payload) => {
    const parsed = Payload.safeParse(payload);
    if (!parsed.success) throw new UnrecoverableError("The job's payload is not an upload's id.");
    await workHistoryUploads.work(parsed.data.id);
  };
}
