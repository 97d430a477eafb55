import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createLogger } from "../../../../server/platform/logger.ts";
import { createMailboxGateway } from "../../../../server/platform/mailbox/mailbox-gateway.ts";
import { startMailboxSimulator } from "../../../../server/platform/mailbox/mailbox-simulator.ts";
import { freePort } from "../../../support/free-port.ts";
import { differences, recorded, startContractServer } from "../../../support/contract-server.ts";

const FK = { id: "162021005521", name: "Försäkringskassan" };
const PERSONNUMMER = "196408233234";
const ID = "4f9d1a52-6c1e-4c6e-9a67-0d1d7a0a3f11";
const PDF = Buffer.from("%PDF-1.7 a letter");
const MESSAGE = {
  sender: FK,
  personnummer: PERSONNUMMER,
  messageId: ID,
  subject: "Du har fått en tid för ett möte",
  text: "Du har fått en tid för ett möte",
  language: "svSE",
  support: {
    text: "Har du frågor? Ring Försäkringskassan 08-465 004 10 och Arbetsförmedlingen 08-465 004 20.",
    phone: "08-465 004 10",
  },
  attachments: [{ fileName: "meddelande.pdf", pdf: PDF }],
  reportUrl: "http://127.0.0.1:9/report",
};
const mailbox = (name: string) => recorded(`digital-mailbox/${name}`);
const to = { sender: FK, personnummer: PERSONNUMMER };

async function openSimulator(hasMailbox: boolean) {
  const dataDir = await mkdtemp(join(tmpdir(), "samtid-mailbox-"));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const clock = { now: () => new Date("2026-03-02T08:00:00Z") };
  const simulator = await startMailboxSimulator({
    dataDir,
    clock,
    logger: createLogger("silent"),
    hasMailbox: () => hasMailbox,
    reports: () => [],
  });
  onTestFinished(() => simulator.stop());
  return simulator;
}

test.each([
  ["reachable", "found"],
  ["no-mailbox", "none"],
  ["sender-refused", "none"],
  ["pending", "none"],
  ["register-away", "unreachable"],
])("asked about a mailbox and answered as recorded (%s): %s", async (exchange, expected) => {
  const server = await startContractServer();
  server.expect(mailbox(exchange));
  expect(await createMailboxGateway({ url: `${server.url}/`, token: "contract-token" }).find(to)).toBe(
    expected,
  );
});

test.each([
  ["delivery-taken", "handed_over"],
  ["delivery-refused", "refused"],
  ["operator-fails", "unknown"],
  ["too-many", "unreachable"],
])("a delivery answered as recorded (%s): %s", async (exchange, expected) => {
  const server = await startContractServer();
  server.expect(mailbox(exchange));
  expect(await createMailboxGateway({ url: server.url, token: "contract-token" }).deliver(MESSAGE)).toBe(
    expected,
  );
});

test("an intermediary that isn't there: nothing is found out, and nothing was taken", async () => {
  const gateway = createMailboxGateway({
    url: `http://127.0.0.1:${await freePort()}`,
    token: "contract-token",
  });
  expect(await gateway.find(to)).toBe("unreachable");
  expect(await gateway.deliver(MESSAGE)).toBe("unreachable");
});

test("an answer that is not of the contract: it is not known whether the message was taken", async () => {
  const server = await startContractServer();
  const strange = { ...mailbox("delivery-taken"), response: { status: 200, body: { ok: true } } };
  server.expect({ ...mailbox("reachable"), response: strange.response }, strange);
  const gateway = createMailboxGateway({ url: server.url, token: "contract-token" });
  expect(await gateway.find(to)).toBe("unreachable");
  expect(await gateway.deliver(MESSAGE)).toBe("unknown");
});

test("what is asked otherwise than recorded: told, part by part", async () => {
  const { request } = mailbox("delivery-taken");
  const sent = await bodyOf(MESSAGE);
  const asked = {
    method: request.method,
    url: request.path,
    headers: { ...request.headers, "idempotency-key": ID },
    body: sent,
  };
  expect(differences(request, asked)).toEqual([]);
  expect(differences(request, { ...asked, method: "PUT", url: "/" })).toEqual(["method", "path differs"]);
  expect(differences(request, { ...asked, headers: {} })).toHaveLength(3);
  const otherwise = (change: object) => differences(request, { ...asked, body: { ...sent, ...change } });
  expect(otherwise({ more: 1 })).toEqual(["body.more was not recorded"]);
  expect(otherwise({ reportUrl: "nowhere" })).toEqual(["body.reportUrl is no url"]);
  const other = await bodyOf({ ...MESSAGE, personnummer: "190001019802", attachments: [] });
  expect(differences(request, { ...asked, body: other })).toEqual([
    "body.delivery.header.recipient differs",
    "body.delivery.message.0.attachment.0 is missing",
  ]);
});

test("the simulator, asked as recorded: answers with the same status, and the client understands it alike", async () => {
  for (const [hasMailbox, reachable, taken] of [
    [true, "reachable", "delivery-taken"],
    [false, "no-mailbox", "delivery-refused"],
  ] as const) {
    const simulator = await openSimulator(hasMailbox);
    const statusOf = async (exchange: string, body: unknown) => {
      const { path, method } = mailbox(exchange).request;
      const headers = { authorization: `Bearer ${simulator.token}`, "content-type": "application/json" };
      const response = await fetch(`${simulator.url}${path}`, {
        method,
        headers,
        body: JSON.stringify(body),
      });
      return response.status;
    };
    expect(await statusOf(reachable, mailbox(reachable).request.body)).toBe(
      mailbox(reachable).response.status,
    );
    expect(await statusOf(taken, await bodyOf(MESSAGE))).toBe(mailbox(taken).response.status);
    const gateway = createMailboxGateway(simulator);
    expect(await gateway.find(to)).toBe(hasMailbox ? "found" : "none");
    expect(await gateway.deliver(MESSAGE)).toBe(hasMailbox ? "handed_over" : "refused");
  }
});

test("what lies in the simulator's mailbox: readable, with its file, and only when the recipient was born", async () => {
  const simulator = await openSimulator(true);
  await createMailboxGateway(simulator).deliver(MESSAGE);
  const [caught] = await simulator.list();
  expect(caught).toMatchObject({
    from: "Försäkringskassan",
    to: "19640823-****",
    text: MESSAGE.text,
    messageId: ID,
    fileNames: ["meddelande.pdf"],
  });
  expect(await simulator.read(caught!.id, 0)).toEqual(PDF);
  expect(await simulator.read(caught!.id, 1)).toBeUndefined();
  expect(await createMailboxGateway({ ...simulator, token: "another" }).find(to)).toBe("unreachable");
  expect((await fetch(simulator.url)).status).toBe(405);
});

/** What the client sends. */
async function bodyOf(message: typeof MESSAGE): Promise<object> {
  const server = await startContractServer();
  server.expect("silence");
  await createMailboxGateway({ url: server.url, token: "contract-token", timeoutMs: 100 }).deliver(message);
  return server.asked[0] as object;
}
