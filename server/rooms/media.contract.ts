import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";

/** Which connection between two a signal is about: made by the one who offers it, adopted by the other. */
const LinkId = z.uuid();

/** Longer descriptions than this are refused; one of sound, camera and screen is about 10 000 characters. */
const LONGEST_SDP = 40_000;
const MOST_CANDIDATES = 40;

/** As `RTCIceCandidateInit`; the empty candidate says that there are no more. */
export const IceCandidate = z.strictObject({
  candidate: z.string().max(1_000),
  sdpMid: z.string().max(32).nullable(),
  sdpMLineIndex: z.int().min(0).max(20).nullable(),
  usernameFragment: z.string().max(256).nullable(),
});
export type IceCandidate = z.infer<typeof IceCandidate>;

/** What two browsers tell each other to connect (RFC 9429). Personal data, for it holds addresses: never logged or kept. */
export const Signal = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("description"),
    link: LinkId,
    type: z.enum(["offer", "answer"]),
    sdp: z.string().max(LONGEST_SDP),
  }),
  z.strictObject({
    kind: z.literal("candidates"),
    link: LinkId,
    candidates: z.array(IceCandidate).min(1).max(MOST_CANDIDATES),
  }),
]);
export type Signal = z.infer<typeof Signal>;

/** To one other in the call, by the generation of their seat: what was meant for an older claim is not delivered. */
export const SendSignal = z.strictObject({
  meetingId: Id,
  to: Id,
  toGeneration: z.int().min(1),
  signal: Signal,
});
export type SendSignal = z.infer<typeof SendSignal>;

/** What somebody else in the call has sent. */
export interface ReceivedSignal {
  readonly meetingId: string;
  readonly from: string;
  readonly fromGeneration: number;
  readonly signal: Signal;
}

/** Servers that find a way between browsers, with credentials that hold for a while; none where no relay is configured. */
export const RelayAccess = z.strictObject({
  iceServers: z.array(
    z.strictObject({ urls: z.array(z.string()), username: z.string(), credential: z.string() }),
  ),
});
export type RelayAccess = z.infer<typeof RelayAccess>;

/** Whether the sound of each of the others comes in; null when they have no microphone to be heard by. */
export const ReportMedia = z.strictObject({
  meetingId: Id,
  peers: z.array(z.strictObject({ participantId: Id, heard: z.boolean().nullable() })).max(50),
});
export type ReportMedia = z.infer<typeof ReportMedia>;

/** Whom one of those in the call hears, as they last reported it. */
export interface ReportedMedia {
  readonly meetingId: string;
  readonly from: string;
  readonly peers: ReportMedia["peers"];
}
