import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  createMailTransport,
  type MailTransport,
  type OutgoingMail,
} from "../../../server/platform/mail/mail-transport.ts";
import { SendFailure, type SendFailureKind } from "../../../server/platform/mail/send-failure.ts";
import { freePort } from "../../support/free-port.ts";
import {
  startScriptedSmtp,
  type ScriptedSmtp,
  type SmtpBehaviour,
  type SmtpStep,
} from "../../support/scripted-smtp.ts";

const mail: OutgoingMail = {
  to: "anna@example.org",
  subject: "Möte",
  text: "Välkommen",
  html: "<p>Välkommen</p>",
  messageId: "<m-1@samtid.example>",
};

let smtp: ScriptedSmtp;
let transport: MailTransport;

beforeEach(async () => {
  smtp = await startScriptedSmtp();
  transport = createMailTransport({
    smtpUrl: smtp.url,
    from: "Samtid <noreply@samtid.example>",
    // Long enough for a busy machine, short enough to wait out a silence.
    timeoutMs: 4_000,
  });
});

afterEach(async () => {
  transport.close();
  await smtp.stop();
});

async function failureOf(sending: Promise<unknown>): Promise<SendFailure> {
  const error: unknown = await sending.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SendFailure);
  return error as SendFailure;
}

describe("a mail that isn't sent", () => {
  const cases: [SmtpStep, SmtpBehaviour, SendFailureKind, string][] = [
    ["mail", "553 5.7.1 sender not allowed", "permanent", "553 5.7.1"],
    ["recipient", "550 5.1.1 <anna@example.org> no such user", "permanent", "550 5.1.1"],
    ["body", "554 refused as spam", "permanent", "554"],
    ["connect", "554 no service here", "transient", "554"],
    ["connect", "421 too busy", "transient", "421"],
    ["connect", "silence", "transient", "ETIMEDOUT"],
    ["connect", "drop", "transient", "ECONNECTION"],
    ["auth", "535 5.7.8 wrong password", "transient", "535 5.7.8"],
    ["auth", "silence", "transient", "ETIMEDOUT"],
    ["mail", "452 4.3.1 disk full", "transient", "452 4.3.1"],
    ["mail", "503 confused", "transient", "503"],
    ["mail", "drop", "transient", "ECONNECTION"],
    ["recipient", "450 4.2.1 greylisted", "transient", "450 4.2.1"],
    ["recipient", "421 4.3.2 shutting down", "transient", "421 4.3.2"],
    ["recipient", "silence", "transient", "ETIMEDOUT"],
    ["recipient", "drop", "transient", "ECONNECTION"],
    ["body", "451 4.3.0 try later", "transient", "451 4.3.0"],
    ["body", "421 4.3.2 shutting down", "transient", "421 4.3.2"],
    ["body", "silence", "unknown", "ETIMEDOUT"],
    ["body", "drop", "unknown", "ECONNECTION"],
  ];

  test.each(cases)(
    "at %s with %j is a %s failure, and the next mail goes out",
    async (step, behaviour, kind, code) => {
      smtp.behave({ [step]: behaviour });
      const failure = await failureOf(transport.send(mail));
      expect({ kind: failure.kind, code: failure.code }).toEqual({ kind, code });

      const bodies = smtp.bodies;
      expect(bodies).toBe(step === "body" ? 1 : 0);
      smtp.behave({});
      await transport.send(mail);
      expect(smtp.bodies).toBe(bodies + 1);
    },
  );

  test("on a connection that has sent before, when it is lost before the body, is transient or sent anew, never twice", async () => {
    await transport.send(mail);
    smtp.behave({ recipient: "drop" });
    expect((await failureOf(transport.send(mail))).kind).toBe("transient");
    expect(smtp.bodies).toBe(1);
  });

  test("on a connection that has sent before, when it is lost after the body, is unknown and not sent again", async () => {
    await transport.send(mail);
    smtp.behave({ body: "drop" });
    expect((await failureOf(transport.send(mail))).kind).toBe("unknown");
    expect(smtp.bodies).toBe(2);
  });

  test("because nobody listens is a transient failure", async () => {
    const unheard = createMailTransport({
      smtpUrl: `smtp://127.0.0.1:${await freePort()}`,
      from: "noreply@samtid.example",
    });
    const failure = await failureOf(unheard.send(mail));
    expect({ kind: failure.kind, code: failure.code }).toEqual({ kind: "transient", code: "ECONNREFUSED" });
    unheard.close();
  });

  test.each(["anna@example.org>\r\nRCPT TO:<eve@example.org", ""])(
    "to the address %j is a permanent failure",
    async (to) => {
      expect((await failureOf(transport.send({ ...mail, to }))).kind).toBe("permanent");
      expect(smtp.bodies).toBe(0);
    },
  );

  test("says nothing about its recipient in what is logged", async () => {
    smtp.behave({ recipient: "550 5.1.1 <anna@example.org> no such user" });
    const failure = await failureOf(transport.send(mail));
    expect(failure.message).toBe("mail not sent (permanent): 550 5.1.1 at RCPT TO");
    expect(JSON.stringify({ ...failure, cause: failure.cause })).not.toContain("anna");
  });
});

test("a mail the server takes gives its reply", async () => {
  await expect(transport.send(mail)).resolves.toEqual({ reply: expect.stringMatching(/^250 /) as string });
});
