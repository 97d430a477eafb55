import { lookup } from "node:dns/promises";
import { request as requestHttp, type IncomingMessage, type RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { isLoopbackAddress, isPublicAddress } from "./public-address.ts";

/** Why an address gave nothing. */
export type FetchFailure =
  | "forbidden_address"
  | "unreachable"
  | "too_slow"
  | "too_large"
  | "not_permitted"
  | "not_found"
  | "server_error";

/** Thrown when nothing could be had. Says neither the address nor what answered. */
export class FetchFailed extends Error {
  readonly reason: FetchFailure;

  constructor(reason: FetchFailure) {
    super(`Nothing could be fetched: ${reason}`);
    this.name = "FetchFailed";
    this.reason = reason;
  }
}

/** What a server gave to tell versions apart (RFC 9110 §8.8). */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** What was fetched; no content when it is the same as that of the validators. */
export interface Fetched extends Validators {
  readonly content: Buffer | undefined;
}

/** @throws FetchFailed */
export type GuardedFetch = (address: string, known?: Validators) => Promise<Fetched>;

/** Finds the IP addresses of a host. */
export type ResolveHost = (host: string) => Promise<readonly { address: string; family: number }[]>;

const MOST_REDIRECTS = 5;
const LONGEST_VALIDATOR = 500;

/**
 * Fetches from addresses that people have entered, so that they lead nowhere but to the open internet: https only, every IP address of
 * the host must be public, the connection goes to the one that was looked at, and each redirect is looked at likewise.
 *
 * @param limits octets of the content, packed or not; milliseconds for everything, redirects and a slow body included.
 * @param allowLoopback for tests and development: http, and this machine.
 */
export function createGuardedFetch({
  limits,
  allowLoopback,
  userAgent,
  resolve = (host) => lookup(host, { all: true }),
}: {
  limits: { readonly bytes: number; readonly milliseconds: number };
  allowLoopback: boolean;
  userAgent: string;
  resolve?: ResolveHost;
}): GuardedFetch {
  const mayConnect = (address: string) =>
    isPublicAddress(address) || (allowLoopback && isLoopbackAddress(address));

  /** @returns the addresses of the URL's host, all of which may be connected to. */
  async function checkedAddresses(url: URL) {
    const isAllowed = url.protocol === "https:" || (allowLoopback && url.protocol === "http:");
    if (!isAllowed || url.username || url.password) throw new FetchFailed("forbidden_address");
    const host = url.hostname.replace(/^\[|\]$/g, "");
    const found = isIP(host)
      ? [{ address: host, family: isIP(host) }]
      : await resolve(host).catch(() => {
          throw new FetchFailed("unreachable");
        });
    if (found.length === 0) throw new FetchFailed("unreachable");
    if (!found.every(({ address }) => mayConnect(address))) throw new FetchFailed("forbidden_address");
    return found;
  }

  async function follow(address: string, known: Validators | undefined, signal: AbortSignal) {
    let url = parsed(address);
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const addresses = await Promise.race([checkedAddresses(url), aborted(signal)]);
      const response = await open(url, {
        signal,
        lookup: pinnedTo(addresses),
        agent: false,
        headers: headersFor(userAgent, known),
      });
      const { statusCode = 0, headers } = response;
      if (statusCode < 300 || statusCode === 304 || statusCode >= 400) return response;
      response.destroy();
      url = parsed(headers.location ?? "", url);
    }
    throw new FetchFailed("server_error");
  }

  return async (address, known) => {
    const signal = AbortSignal.timeout(limits.milliseconds);
    try {
      const response = await follow(address, known, signal);
      const failure = failureOf(response.statusCode ?? 0);
      if (failure || response.statusCode === 304) response.destroy();
      if (failure) throw new FetchFailed(failure);
      const content =
        response.statusCode === 304 ? undefined : await contentOf(response, limits.bytes, signal);
      return { content, ...validatorsOf(response) };
    } catch (error) {
      if (error instanceof FetchFailed) throw error;
      throw new FetchFailed(signal.aborted ? "too_slow" : "unreachable");
    }
  };
}

/** `webcal:` is how many programs write https. */
function parsed(address: string, base?: URL): URL {
  try {
    return new URL(address.trim().replace(/^webcals?:/i, "https:"), base);
  } catch {
    throw new FetchFailed("forbidden_address");
  }
}

/** A look-up that gives what was looked at before, so that a name can't change its mind on the way (DNS rebinding). */
function pinnedTo(addresses: readonly { address: string; family: number }[]): LookupFunction {
  const [first] = addresses;
  return (_host, options, callback) => {
    if (options.all) callback(null, [...addresses]);
    else callback(null, first!.address, first!.family);
  };
}

function headersFor(userAgent: string, known: Validators | undefined) {
  return {
    accept: "text/calendar, */*;q=0.1",
    "accept-encoding": "gzip",
    "user-agent": userAgent,
    ...(known?.etag && { "if-none-match": known.etag }),
    ...(known?.lastModified && { "if-modified-since": known.lastModified }),
  };
}

function open(url: URL, options: RequestOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    send(url, options).on("response", resolve).on("error", reject).end();
  });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(new FetchFailed("too_slow"));
    signal.addEventListener("abort", () => reject(new FetchFailed("too_slow")), { once: true });
  });
}

function failureOf(status: number): FetchFailure | undefined {
  if (status === 200 || status === 304) return undefined;
  if (status === 401 || status === 403) return "not_permitted";
  return status === 404 || status === 410 ? "not_found" : "server_error";
}

/** The whole content, unpacked piece by piece so that no more than the limit is ever held. */
async function contentOf(response: IncomingMessage, mostBytes: number, signal: AbortSignal): Promise<Buffer> {
  const encoding = response.headers["content-encoding"]?.toLowerCase() ?? "identity";
  if (encoding !== "identity" && encoding !== "gzip") throw new FetchFailed("server_error");
  if (Number(response.headers["content-length"] ?? 0) > mostBytes) {
    response.destroy();
    throw new FetchFailed("too_large");
  }
  const body = encoding === "gzip" ? unpacked(response) : response;
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > mostBytes) throw new FetchFailed("too_large");
      signal.throwIfAborted();
      chunks.push(chunk);
    }
  } finally {
    body.destroy();
    response.destroy();
  }
  return Buffer.concat(chunks, length);
}

function unpacked(response: IncomingMessage): Readable {
  const gunzip = createGunzip();
  response.on("error", (error) => gunzip.destroy(error));
  return response.pipe(gunzip);
}

function validatorsOf({ headers }: IncomingMessage): Validators {
  const short = (value: string | undefined) => (value && value.length <= LONGEST_VALIDATOR ? value : null);
  return { etag: short(headers.etag), lastModified: short(headers["last-modified"]) };
}
