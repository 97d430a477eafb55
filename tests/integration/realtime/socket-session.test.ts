import { Server } from "socket.io";
import { io as connect } from "socket.io-client";
import type { Request } from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCookieBrowser } from "../../support/cookie-browser.ts";
import { createTestDatabase, type TestDatabase } from "../../support/database.ts";
import { ANNA, INVITATION, startIdentitySite, type IdentitySite } from "../../support/identity-site.ts";
import { signIn } from "../../support/sign-in.ts";

let database: TestDatabase;
let site: IdentitySite;
let sockets: Server;

beforeAll(async () => {
  database = await createTestDatabase();
  site = await startIdentitySite(database.url);
  sockets = new Server(site.server);
  sockets.engine.use(site.sessions.middleware);
  sockets.on("connection", async (socket) => {
    socket.emit("actors", await site.loadActors((socket.request as Request).session));
  });
});
afterAll(async () => {
  await sockets.close();
  await site.close();
  await database.drop();
});

async function actorsAtHandshake(
  cookie: string | undefined,
  transport: "websocket" | "polling",
): Promise<unknown> {
  const socket = connect(site.origin, {
    transports: [transport],
    extraHeaders: cookie ? { cookie: `samtid=${cookie}` } : {},
  });
  const actors = await new Promise((resolve, reject) => {
    socket.on("actors", resolve);
    socket.on("connect_error", reject);
  });
  socket.disconnect();
  return actors;
}

test.each(["websocket", "polling"] as const)(
  "a %s handshake carries the session's actors",
  async (transport) => {
    const browser = createCookieBrowser(site.origin);
    await signIn(browser, "/auth/login?provider=forsakringskassan", "anna-subject");
    await browser.post("/open-invitation");

    expect(await actorsAtHandshake(browser.cookie("samtid"), transport)).toMatchObject({
      staff: { kind: "staff", personId: ANNA.personId },
      invited: { kind: "invited", participantId: INVITATION.participantId },
    });
    expect(await actorsAtHandshake(undefined, transport)).toEqual({});
  },
);
