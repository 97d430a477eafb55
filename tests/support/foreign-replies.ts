/**
 * Answers by mail in the shapes that calendar programs send them, from their documentation and users' reports. Each is a whole
 * mail as latin-1, a character an octet.
 */
export interface AnsweredInvitation {
  readonly uid: string;
  readonly sequence: number;
  readonly attendee: string;
  readonly organizer: string;
  /** `20260302T080500Z`. */
  readonly stamp: string;
}

const octets = (text: string) => Buffer.from(text, "utf8").toString("latin1");
const lines = (...all: readonly string[]) => `${all.join("\r\n")}\r\n`;
const wrapped = (content: string) =>
  Buffer.from(content, "latin1").toString("base64").replace(/.{76}/g, "$&\r\n");

const W_EUROPE = [
  "BEGIN:VTIMEZONE",
  "TZID:W. Europe Standard Time",
  "BEGIN:STANDARD",
  "DTSTART:16010101T030000",
  "TZOFFSETFROM:+0200",
  "TZOFFSETTO:+0100",
  "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10",
  "END:STANDARD",
  "BEGIN:DAYLIGHT",
  "DTSTART:16010101T020000",
  "TZOFFSETFROM:+0100",
  "TZOFFSETTO:+0200",
  "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3",
  "END:DAYLIGHT",
  "END:VTIMEZONE",
];

/** Outlook: no ORGANIZER, a Windows zone, an empty COMMENT, base64, the calendar part alone beside the text. */
export function outlookReply({ uid, sequence, attendee, organizer, stamp }: AnsweredInvitation): string {
  const calendar = lines(
    "BEGIN:VCALENDAR",
    "METHOD:REPLY",
    "PRODID:Microsoft Exchange Server 2010",
    "VERSION:2.0",
    ...W_EUROPE,
    "BEGIN:VEVENT",
    `ATTENDEE;PARTSTAT=ACCEPTED;CN=Individ Nummer0:mailto:${attendee}`,
    "COMMENT;LANGUAGE=sv-SE:\\n",
    `UID:${uid}`,
    octets("SUMMARY;LANGUAGE=sv-SE:Accepterat: Möte"),
    "DTSTART;TZID=W. Europe Standard Time:20260318T100000",
    "DTEND;TZID=W. Europe Standard Time:20260318T110000",
    "CLASS:PUBLIC",
    "PRIORITY:5",
    `DTSTAMP:${stamp}`,
    "TRANSP:OPAQUE",
    "STATUS:CONFIRMED",
    `SEQUENCE:${sequence}`,
    "LOCATION;LANGUAGE=sv-SE:",
    "X-MICROSOFT-CDO-APPT-SEQUENCE:0",
    "X-MICROSOFT-CDO-OWNERAPPTID:2117551414",
    "END:VEVENT",
    "END:VCALENDAR",
  );
  return lines(
    `From: =?iso-8859-1?Q?Individ_Nummer0?= <${attendee}>`,
    `To: Samtid <${organizer}>`,
    "Subject: =?iso-8859-1?Q?Accepterat:_M=F6te?=",
    "Thread-Topic: Accepterat: x",
    "Content-Language: sv-SE",
    'Content-Type: multipart/alternative; boundary="_000_AM9PR"',
    "MIME-Version: 1.0",
    "",
    "--_000_AM9PR",
    'Content-Type: text/plain; charset="iso-8859-1"',
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "",
    "--_000_AM9PR",
    'Content-Type: text/calendar; charset="utf-8"; method=REPLY',
    "Content-Transfer-Encoding: base64",
    "",
    wrapped(calendar),
    "--_000_AM9PR--",
  );
}

/** Outlook proposes another time, in summer time: PARTSTAT is TENTATIVE, the times it had stand beside. */
export function outlookCounter({ uid, sequence, attendee, organizer, stamp }: AnsweredInvitation): string {
  return lines(
    `From: <${attendee}>`,
    `To: <${organizer}>`,
    "Subject: Ny tid",
    'Content-Type: text/calendar; charset="utf-8"; method=COUNTER',
    "Content-Transfer-Encoding: 8bit",
    "MIME-Version: 1.0",
    "",
    "BEGIN:VCALENDAR",
    "METHOD:COUNTER",
    "PRODID:Microsoft Exchange Server 2010",
    "VERSION:2.0",
    ...W_EUROPE,
    "BEGIN:VEVENT",
    `ATTENDEE;PARTSTAT=TENTATIVE:mailto:${attendee}`,
    octets("COMMENT;LANGUAGE=sv-SE:Går det bra\\, tror ni?\\n"),
    `UID:${uid}`,
    "DTSTART;TZID=W. Europe Standard Time:20260331T130000",
    "DTEND;TZID=W. Europe Standard Time:20260331T140000",
    `DTSTAMP:${stamp}`,
    `SEQUENCE:${sequence}`,
    "X-MS-OLK-ORIGINALSTART:20260318T090000Z",
    "X-MS-OLK-ORIGINALEND:20260318T100000Z",
    "END:VEVENT",
    "END:VCALENDAR",
  );
}

/** Google: sent by its service for the person, `Auto-Submitted`, from the address of the account, which may be another. */
export function googleReply(
  { uid, sequence, attendee, organizer, stamp }: AnsweredInvitation,
  account = attendee,
): string {
  const calendar = lines(
    "BEGIN:VCALENDAR",
    "PRODID:-//Google Inc//Google Calendar 70.9054//EN",
    "VERSION:2.0",
    "CALSCALE:GREGORIAN",
    "METHOD:REPLY",
    "BEGIN:VEVENT",
    "DTSTART:20260318T090000Z",
    "DTEND:20260318T100000Z",
    `DTSTAMP:${stamp}`,
    `ORGANIZER;CN=Samtid:mailto:${organizer}`,
    `UID:${uid}`,
    "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;X-NUM-GU",
    ` ESTS=0:mailto:${attendee}`,
    "CREATED:20260302T080000Z",
    `LAST-MODIFIED:${stamp}`,
    `SEQUENCE:${sequence}`,
    "STATUS:CONFIRMED",
    octets("SUMMARY:Möte"),
    "TRANSP:OPAQUE",
    "END:VEVENT",
    "END:VCALENDAR",
  );
  return lines(
    "MIME-Version: 1.0",
    `Reply-To: ${account}`,
    "Sender: Google Calendar <calendar-notification@google.example>",
    "Auto-Submitted: auto-generated",
    octets("Subject: =?UTF-8?Q?Godk=C3=A4nt?="),
    `From: ${account}`,
    `To: ${organizer}`,
    'Content-Type: multipart/mixed; boundary="000000000000d1"',
    "",
    "--000000000000d1",
    'Content-Type: multipart/alternative; boundary="000000000000d0"',
    "",
    "--000000000000d0",
    'Content-Type: text/plain; charset="UTF-8"; format=flowed; delsp=yes',
    "Content-Transfer-Encoding: base64",
    "",
    wrapped(octets("Individ har godkänt inbjudan")),
    "--000000000000d0",
    'Content-Type: text/html; charset="UTF-8"',
    "",
    "<p>Individ</p>",
    "--000000000000d0",
    'Content-Type: text/calendar; charset="UTF-8"; method=REPLY',
    "Content-Transfer-Encoding: 7bit",
    "",
    calendar,
    "--000000000000d0--",
    "--000000000000d1",
    'Content-Type: application/ics; name="invite.ics"',
    'Content-Disposition: attachment; filename="invite.ics"',
    "Content-Transfer-Encoding: base64",
    "",
    wrapped(calendar),
    "--000000000000d1--",
  );
}

/** Apple: long lines folded at 75 octets, in the middle of a character, and with bare line feeds in the part. */
export function appleReply({ uid, sequence, attendee, organizer, stamp }: AnsweredInvitation): string {
  const comment = octets(`COMMENT:${"å".repeat(100)}`);
  const folded = comment.replace(/.{73}/gs, "$&\n ");
  return lines(
    `From: <${attendee}>`,
    `To: <${organizer}>`,
    "Subject: Accepted: x",
    "Mime-Version: 1.0 (iCal)",
    "Content-Type: text/calendar; charset=utf-8; method=reply",
    "Content-Transfer-Encoding: base64",
    "",
    wrapped(
      [
        "BEGIN:VCALENDAR",
        "CALSCALE:GREGORIAN",
        "METHOD:REPLY",
        "PRODID:-//Apple Inc.//macOS 15.0//EN",
        "VERSION:2.0",
        "BEGIN:VEVENT",
        `ATTENDEE;CN="Individ";CUTYPE=INDIVIDUAL;EMAIL="${attendee}";PARTSTAT=ACCEPTED:mailto:${attendee}`,
        "DTEND:20260318T100000Z",
        `UID:${uid}`,
        folded,
        `DTSTAMP:${stamp}`,
        "DTSTART:20260318T090000Z",
        `SEQUENCE:${sequence}`,
        `ORGANIZER;CN="Samtid":mailto:${organizer}`,
        "END:VEVENT",
        "END:VCALENDAR",
        "",
      ].join("\n"),
    ),
  );
}

/** Thunderbird: an attachment of type `application/ics`, parameters in another order, the address in capitals. */
export function thunderbirdReply({ uid, sequence, attendee, organizer, stamp }: AnsweredInvitation): string {
  return lines(
    `From: Individ <${attendee.toUpperCase()}>`,
    `To: ${organizer}`,
    "Subject: Event Invitation Reply (Accepted): x",
    'Content-type: multipart/mixed; boundary="Boundary_(ID_qyG4)"',
    "MIME-version: 1.0",
    "",
    "--Boundary_(ID_qyG4)",
    "Content-type: text/plain; charset=UTF-8; format=flowed",
    "Content-transfer-encoding: 7BIT",
    "",
    "Accepted",
    "--Boundary_(ID_qyG4)",
    "Content-type: application/ics; name=invite.ics",
    "Content-transfer-encoding: 8BIT",
    "Content-disposition: attachment; filename=invite.ics",
    "",
    "BEGIN:VCALENDAR",
    "PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN",
    "VERSION:2.0",
    "METHOD:REPLY",
    "BEGIN:VEVENT",
    `DTSTAMP:${stamp}`,
    `UID:${uid}`,
    `ORGANIZER;CN=Samtid:mailto:${organizer}`,
    `ATTENDEE;RSVP=TRUE;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT:MAILTO:${attendee}`,
    "DTSTART:20260318T090000Z",
    "DTEND:20260318T100000Z",
    `SEQUENCE:${sequence}`,
    "END:VEVENT",
    "END:VCALENDAR",
    "--Boundary_(ID_qyG4)--",
  );
}

/** What a mail server reports of a mail (RFC 3464), with that mail's header. */
export function deliveryReport(report: {
  readonly to: string;
  readonly action: "failed" | "delayed" | "delivered" | "relayed";
  readonly aboutMessageId: string;
}): string {
  return lines(
    "From: MAILER-DAEMON@mx.example.test",
    `To: ${report.to}`,
    "Subject: Undelivered Mail Returned to Sender",
    "Auto-Submitted: auto-replied",
    "MIME-Version: 1.0",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="8D1A.1/mx"',
    "Message-Id: <20260302080500.8D1A@mx.example.test>",
    "",
    "--8D1A.1/mx",
    "Content-Type: text/plain; charset=us-ascii",
    "",
    "I'm sorry to have to inform you that your message could not be delivered.",
    "--8D1A.1/mx",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.example.test",
    "X-Postfix-Queue-ID: 8D1A",
    "",
    "Final-Recipient: rfc822; individual-0@example.test",
    `Action: ${report.action}`,
    "Status: 5.1.1",
    "Diagnostic-Code: smtp; 550 5.1.1 No such user",
    "",
    "--8D1A.1/mx",
    "Content-Type: message/rfc822",
    "",
    `Message-ID: ${report.aboutMessageId}`,
    "Subject: x",
    "Content-Type: text/calendar; method=REQUEST",
    "",
    "BEGIN:VCALENDAR",
    "METHOD:REPLY",
    "END:VCALENDAR",
    "--8D1A.1/mx--",
  );
}
