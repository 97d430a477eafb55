import { Router } from "express";

/**
 * `/healthz`: the process answers. `/readyz`: it can serve, since the database answers too.
 *
 * @param pingDatabase rejects when the database does not answer.
 */
export function createHealthRoutes({ pingDatabase }: { pingDatabase: () => Promise<unknown> }): Router {
  const router = Router();
  router.get("/healthz", (_request, response) => void response.json({ status: "ok" }));
  router.get("/readyz", async (_request, response) => {
    const ready = await pingDatabase().then(
      () => true,
      () => false,
    );
    response.status(ready ? 200 : 503).json({ status: ready ? "ready" : "unavailable" });
  });
  return router;
}
