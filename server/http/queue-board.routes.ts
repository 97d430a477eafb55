import { Router } from "express";
import { requireStaff } from "../identity/authenticate.routes.ts";
import { requireAdministrator, type IsAdministrator } from "../identity/policy/require-administrator.ts";
import type { QueueBoard } from "../platform/queue/queue-board.ts";

/** Where the board is. */
export const QUEUE_BOARD_PATH = "/admin/queues";

/** The board has styles in its page and a base address of its own; nothing of it comes from elsewhere. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join(";");

/** The board of the queues, opened when an administrator first asks for it. To all others it is refused. */
export function createQueueBoardRoutes({
  isAdministrator,
  open,
}: {
  isAdministrator: IsAdministrator;
  open: () => Promise<QueueBoard>;
}) {
  let board: Promise<QueueBoard> | undefined;
  const router = Router();
  router.use(QUEUE_BOARD_PATH, async (request, response, next) => {
    await requireAdministrator(requireStaff(response), isAdministrator);
    board ??= open().catch((error: unknown) => {
      board = undefined;
      throw error;
    });
    const { pages } = await board;
    response.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    void pages(request, response, next);
  });
  return {
    router,
    close: async () => (await board?.catch(() => undefined))?.close(),
  };
}
