import type { IceCandidate, Signal } from "./media.contract.ts";

const NO_ADDRESS = "IN IP4 0.0.0.0";

/**
 * A signal that tells nobody where the sender is: of the candidates, also those inside a description, only those of a relay stay, without
 * the address that the relay sees (`raddr`, RFC 8839), and the lines of a description that carry addresses of their own say 0.0.0.0.
 *
 * @returns undefined when nothing is left to tell.
 */
export function hideAddresses(signal: Signal): Signal | undefined {
  if (signal.kind === "description") return { ...signal, sdp: withoutAddresses(signal.sdp) };
  const candidates = signal.candidates.flatMap((candidate) => relayOnly(candidate) ?? []);
  return candidates.length > 0 ? { ...signal, candidates } : undefined;
}

/** The empty candidate says only that there are no more. */
function relayOnly(candidate: IceCandidate): IceCandidate | undefined {
  if (candidate.candidate === "") return candidate;
  const line = relayLine(candidate.candidate);
  return line === undefined ? undefined : { ...candidate, candidate: line };
}

function withoutAddresses(sdp: string): string {
  return sdp
    .split(/\r\n|\r|\n/)
    .flatMap((line) => {
      if (!/^a=candidate:/i.test(line)) return [line.replace(/\bIN +IP[46] +\S+/gi, NO_ADDRESS)];
      const relay = relayLine(line);
      return relay === undefined ? [] : [relay];
    })
    .join("\r\n");
}

/** `candidate:<foundation> <component> <transport> <priority> <address> <port> typ <type> [raddr … rport …] …` */
function relayLine(line: string): string | undefined {
  const words = line.trim().split(/\s+/);
  if (words[6] !== "typ" || words[7] !== "relay") return undefined;
  const extensions = words.slice(8);
  const kept = extensions.flatMap((name, index) =>
    index % 2 === 0 ? [[name, replacement(name) ?? extensions[index + 1] ?? ""]] : [],
  );
  return [...words.slice(0, 8), ...kept.flat()].join(" ");
}

function replacement(name: string): string | undefined {
  return { raddr: "0.0.0.0", rport: "0" }[name.toLowerCase()];
}
