import { Router } from "express";
import helmet from "helmet";

/** What pages may ask the browser for. The room needs camera, microphone, the screen, and to let the others be heard; nothing else is used. */
const PERMISSIONS = [
  "camera=(self)",
  "microphone=(self)",
  "display-capture=(self)",
  "autoplay=(self)",
  "clipboard-write=(self)",
  "fullscreen=(self)",
  ...[
    "accelerometer",
    "browsing-topics",
    "clipboard-read",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "web-share",
    "xr-spatial-tracking",
  ].map((feature) => `${feature}=()`),
].join(", ");

/**
 * Security headers, by OWASP's list of them. Scripts and styles come from our own files only; style attributes are allowed, for the
 * design system and the calendar set positions with them.
 *
 * @param site.publicUrl with https, browsers are told to come back with nothing else.
 * @param site.formTargets other sites that a form of ours may lead on to.
 */
export function createSecurityHeaders(site: { publicUrl: string; formTargets: readonly string[] }): Router {
  const { protocol, host } = new URL(site.publicUrl);
  const secure = protocol === "https:";
  const router = Router();
  router.use((_request, response, next) => {
    response.set("Permissions-Policy", PERMISSIONS);
    next();
  });
  router.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          scriptSrcAttr: ["'none'"],
          styleSrc: ["'self'"],
          styleSrcAttr: ["'unsafe-inline'"],
          imgSrc: ["'self'", "data:"],
          connectSrc: ["'self'", `${secure ? "wss" : "ws"}://${host}`],
          frameSrc: ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'", ...new Set(site.formTargets)],
          frameAncestors: ["'none'"],
          ...(secure && { upgradeInsecureRequests: [] }),
        },
      },
      strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
      referrerPolicy: { policy: "no-referrer" },
      xFrameOptions: { action: "deny" },
      crossOriginEmbedderPolicy: { policy: "require-corp" },
      crossOriginOpenerPolicy: { policy: "same-origin" },
      crossOriginResourcePolicy: { policy: "same-origin" },
    }),
  );
  return router;
}
