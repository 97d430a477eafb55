"""Answers an invitation as somebody else's program would: made by icalendar, sent by smtplib.

Reads one JSON object: host, port, request (the invitation), said (accepted, declined, tentative or counter); and if wanted
startsAt (of a counter), stampedAt, comment, sequence, uid, sender (header From), envelopeFrom, recipient, raw (a whole mail instead).
Writes one: the reply of the server that ended it, code and text.
"""

import datetime
import email.message
import email.policy
import json
import smtplib
import sys

import icalendar


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def answer(job):
    invited = icalendar.Calendar.from_ical(job["request"]).walk("VEVENT")[0]
    is_counter = job["said"] == "counter"
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Another program//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "COUNTER" if is_counter else "REPLY")
    event = icalendar.Event()
    event.add("uid", job.get("uid") or str(invited["uid"]))
    event.add("sequence", job.get("sequence", int(invited["sequence"])))
    event.add("dtstamp", instant(job["stampedAt"]))
    starts, ends = invited["dtstart"].dt, invited["dtend"].dt
    proposed = instant(job["startsAt"]) if is_counter else starts
    event.add("dtstart", proposed)
    event.add("dtend", proposed + (ends - starts))
    event["organizer"] = invited["organizer"]
    attendee = icalendar.vCalAddress(str(invited["attendee"]))
    attendee.params["PARTSTAT"] = icalendar.vText("TENTATIVE" if is_counter else job["said"].upper())
    event.add("attendee", attendee, encode=0)
    if job.get("comment"):
        event.add("comment", job["comment"])
    calendar.add_component(event)
    return calendar, str(invited["organizer"]), str(invited["attendee"])


def without_scheme(address):
    return address.split(":", 1)[1]


def mail(calendar, organizer, attendee, job):
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["From"] = job.get("sender") or attendee
    message["To"] = organizer
    message["Subject"] = "Svar"
    message.set_content(job["said"])
    content = calendar.to_ical().decode("utf-8")
    message.add_alternative(content, subtype="calendar", params={"method": str(calendar["method"])})
    return message.as_bytes()


def send(job, sender, recipient, raw):
    with smtplib.SMTP(job["host"], job["port"]) as server:
        try:
            server.sendmail(sender, [recipient], raw)
        except smtplib.SMTPRecipientsRefused as refusal:
            return next(iter(refusal.recipients.values()))
        except smtplib.SMTPResponseException as refusal:
            return refusal.smtp_code, refusal.smtp_error
    return 250, b""


job = json.load(sys.stdin)
if "raw" in job:
    sender, recipient, raw = job["envelopeFrom"], job["recipient"], job["raw"].encode("latin-1")
else:
    calendar, organizer, attendee = answer(job)
    organizer, attendee = without_scheme(organizer), without_scheme(attendee)
    raw = mail(calendar, organizer, attendee, job)
    sender, recipient = job.get("envelopeFrom", attendee), job.get("recipient") or organizer
code, text = send(job, sender, recipient, raw)
json.dump({"code": code, "text": text.decode("ascii")}, sys.stdout)
