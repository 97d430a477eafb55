import { describe, expect, test } from "vitest";
import { hideAddresses } from "../../../server/rooms/hide-addresses.ts";
import type { Signal } from "../../../server/rooms/media.contract.ts";

const link = "0c7f3e0c-4a0b-4b5e-9d0e-3f0f5a1f7c11";
const HOST = "candidate:1 1 udp 2122260223 192.168.1.17 54321 typ host generation 0 ufrag abcd network-id 1";
const MDNS = "candidate:1 1 udp 2122260223 9b36eaac-bb2e-49bb-bb78-21c41c499900.local 54321 typ host";
const SRFLX = "candidate:2 1 udp 1686052607 83.250.1.2 54321 typ srflx raddr 192.168.1.17 rport 54321";
const RELAY =
  "candidate:3 1 udp 41885695 203.0.113.9 50001 typ relay raddr 83.250.1.2 rport 54321 generation 0 ufrag abcd";
const RELAY_HIDDEN =
  "candidate:3 1 udp 41885695 203.0.113.9 50001 typ relay raddr 0.0.0.0 rport 0 generation 0 ufrag abcd";
const OWN = /192\.168\.1\.17|83\.250\.1\.2|2001:db8|\.local/;

const candidates = (...lines: string[]): Signal => ({
  kind: "candidates",
  link,
  candidates: lines.map((candidate) => ({
    candidate,
    sdpMid: "0",
    sdpMLineIndex: 0,
    usernameFragment: "abcd",
  })),
});
const linesOf = (signal: Signal | undefined) =>
  signal?.kind === "candidates" ? signal.candidates.map(({ candidate }) => candidate) : undefined;

describe("candidates of somebody whose address is hidden", () => {
  test("of every kind, when they pass, are those of a relay alone, without the address the relay sees", () => {
    expect(linesOf(hideAddresses(candidates(HOST, MDNS, SRFLX, RELAY)))).toEqual([RELAY_HIDDEN]);
  });

  test.each([
    ["other case", RELAY.replace("raddr", "RADDR")],
    ["more space", RELAY.replaceAll(" ", "  ")],
    ["an address twice", `${RELAY} raddr 192.168.1.17`],
    [
      "the address last",
      RELAY.replace("raddr 83.250.1.2 rport 54321 generation 0", "generation 0 raddr 83.250.1.2"),
    ],
  ])("written with %s: hidden too", (_how, line) => {
    expect(JSON.stringify(hideAddresses(candidates(line)))).not.toMatch(OWN);
  });

  test("that only claim to be a relay's, in another place of the line, are dropped", () => {
    expect(hideAddresses(candidates(`${HOST} typ relay`))).toBeUndefined();
    expect(hideAddresses(candidates(HOST.replace("typ host", "typ HOST typ relay")))).toBeUndefined();
  });

  test("when none is left, are not told of; that there are no more is", () => {
    expect(hideAddresses(candidates(HOST, SRFLX))).toBeUndefined();
    expect(linesOf(hideAddresses(candidates(HOST, "")))).toEqual([""]);
  });
});

test("a description keeps what is needed to connect, and tells no address but a relay's", () => {
  const sdp = [
    "v=0",
    "o=mozilla 3117 0 IN IP4 192.168.1.17",
    "s=-",
    "m=audio 54321 UDP/TLS/RTP/SAVPF 111",
    "c=IN IP4 83.250.1.2",
    "a=rtcp:54322 IN IP6 2001:db8::17",
    `a=${HOST}`,
    `a=${MDNS}`,
    `a=${SRFLX}`,
    `a=${RELAY}`,
    "a=ice-ufrag:abcd",
    "a=fingerprint:sha-256 AA:BB",
    "a=rtpmap:111 opus/48000/2",
    "",
  ].join("\r\n");
  const hidden = hideAddresses({ kind: "description", link, type: "offer", sdp });

  expect(hidden).toEqual({
    kind: "description",
    link,
    type: "offer",
    sdp: [
      "v=0",
      "o=mozilla 3117 0 IN IP4 0.0.0.0",
      "s=-",
      "m=audio 54321 UDP/TLS/RTP/SAVPF 111",
      "c=IN IP4 0.0.0.0",
      "a=rtcp:54322 IN IP4 0.0.0.0",
      `a=${RELAY_HIDDEN}`,
      "a=ice-ufrag:abcd",
      "a=fingerprint:sha-256 AA:BB",
      "a=rtpmap:111 opus/48000/2",
      "",
    ].join("\r\n"),
  });
});

test("line ends of another kind hide nothing", () => {
  const sdp = `v=0\na=${HOST}\ra=${SRFLX}\nc=IN IP4 83.250.1.2\n`;
  expect(JSON.stringify(hideAddresses({ kind: "description", link, type: "answer", sdp }))).not.toMatch(OWN);
});
