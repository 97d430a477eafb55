import type { RequestHandler } from "express";
import helmet from "helmet";

/**
 * Security headers. Scripts and styles come from our own files only; style attributes are allowed, for the design
 * system and the calendar set positions with them.
 *
 * @param publicUrl with https, browsers are told to come back with nothing else.
 */
export function createSecurityHeaders(publicUrl: string): RequestHandler {
  const { protocol, host } = new URL(publicUrl);
  const secure = protocol === "https:";
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        connectSrc: ["'self'", `${secure ? "wss" : "ws"}://${host}`],
        frameSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: "no-referrer" },
    crossOriginEmbedderPolicy: false,
  });
}
