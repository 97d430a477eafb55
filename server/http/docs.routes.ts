import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import express, { Router } from "express";

/** Found, not imported: importing the package would load the whole page into the server. */
const SWAGGER_UI = dirname(fileURLToPath(import.meta.resolve("swagger-ui-dist/package.json")));

const PAGE = `<!doctype html>
<html lang="sv">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Samtid: API</title>
    <link rel="stylesheet" href="docs/swagger-ui.css" />
  </head>
  <body>
    <main id="docs"></main>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script src="docs/start.js"></script>
  </body>
</html>`;
const START = `SwaggerUIBundle({ url: "openapi.json", dom_id: "#docs", deepLinking: true });`;

/** The OpenAPI document, and the same as a page to read. */
export function createDocsRoutes(document: object): Router {
  const router = Router();
  router.get("/api/v1/openapi.json", (_request, response) => void response.json(document));
  router.get("/api/v1/docs", (_request, response) => {
    response.set(
      "Content-Security-Policy",
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
    );
    response.type("html").send(PAGE);
  });
  router.get("/api/v1/docs/start.js", (_request, response) => void response.type("js").send(START));
  router.use("/api/v1/docs", express.static(SWAGGER_UI, { index: false }));
  return router;
}
