import express, { Router } from "express";
import { absolutePath } from "swagger-ui-dist";

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
  router.use("/api/v1/docs", express.static(absolutePath(), { index: false }));
  return router;
}
