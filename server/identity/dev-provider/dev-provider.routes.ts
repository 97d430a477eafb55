import { Router, urlencoded } from "express";
import type { NextFunction, Request, Response } from "express";
import { errors } from "oidc-provider";
import type { Provider } from "oidc-provider";
import { z } from "zod";
import { ORGANISATION_IDS } from "../../people/people.contract.ts";
import { ASSURANCE_LEVEL_3, OidcProviderSettings } from "../../platform/oidc-settings.ts";
import type { OidcProvider } from "../oidc-providers.ts";
import { createIndividualAudience, createStaffAudience } from "./audience.ts";
import type { DevAudience, ListIndividuals, ListStaff } from "./audience.ts";
import texts from "./sign-in-page.sv.json" with { type: "json" };
import {
  chosen,
  createProvider,
  DEV_PROVIDER_PATH,
  findAudience,
  findPerson,
  STYLESHEET_PATH,
} from "./provider.ts";
import { pagePolicy, renderChoice, renderFailure, stylesheet } from "./sign-in-page.ts";

interface Needs {
  /** `production` is refused: anybody may sign in as anybody here. */
  environment: string;
  publicUrl: URL;
  listStaff: ListStaff;
  listIndividuals: ListIndividuals;
}

/** What composition needs of the development provider. */
export interface DevProvider {
  /** Mounted at the root, before body parsers and sessions. */
  readonly router: Router;
  /** How the client reaches it: one provider for each agency, whose id is the agency's, and one for e-ID. */
  readonly providers: readonly OidcProvider[];
}

const ChoiceBody = z.union([z.object({ cancel: z.string() }), z.object({ subject: z.string().max(255) })]);

/**
 * A real OpenID provider with test people of both agencies, individuals with a made-up BankID, and no passwords, below `/dev/oidc`.
 *
 * @throws Error in production.
 */
export function createDevProvider({
  environment,
  publicUrl,
  listStaff,
  listIndividuals,
}: Needs): DevProvider {
  if (environment === "production") {
    throw new Error("The development sign-in lets anybody in as anybody and must not run in production.");
  }
  const staff = ORGANISATION_IDS.map((id) => ({ id, audience: createStaffAudience(id, listStaff) }));
  const bankid = createIndividualAudience(listIndividuals);
  const audiences = [...staff.map(({ audience }) => audience), bankid];
  const provider = createProvider(publicUrl, audiences);
  const reach = ({ clientId, clientSecret }: DevAudience, settings: object): OidcProvider => ({
    ...OidcProviderSettings.parse({
      issuer: provider.issuer,
      clientId,
      clientSecret,
      assurance: [ASSURANCE_LEVEL_3],
      ...settings,
    }),
    allowInsecureRequests: publicUrl.protocol === "http:",
  });
  return {
    router: createRoutes(provider, audiences, publicUrl),
    providers: [
      ...staff.map(({ id, audience }) => reach(audience, { id, organisationId: id })),
      reach(bankid, { id: "bankid", kind: "individual", name: texts.bankid }),
    ],
  };
}

function createRoutes(provider: Provider, audiences: readonly DevAudience[], publicUrl: URL): Router {
  const router = Router();
  const interaction = `${DEV_PROVIDER_PATH}/interaction/:uid`;
  router.get(STYLESHEET_PATH, (_request, response) => {
    response.type("css").send(stylesheet);
  });
  router.use(interaction, (_request, response, next) => {
    response.set({ "Content-Security-Policy": pagePolicy(publicUrl), "Cache-Control": "no-store" });
    next();
  });
  router.get(interaction, (request, response) => offer(provider, audiences, request, response));
  router.post(interaction, urlencoded({ extended: false, limit: "2kb" }), (request, response) =>
    choose(provider, audiences, request, response),
  );
  router.use(interaction, tellLost);
  router.use(DEV_PROVIDER_PATH, provider.callback());
  return router;
}

async function offer(
  provider: Provider,
  audiences: readonly DevAudience[],
  request: Request,
  response: Response,
) {
  const { params } = await provider.interactionDetails(request, response);
  const audience = findAudience(audiences, params.client_id);
  const people = (await audience?.listPeople()) ?? [];
  response.send(renderChoice({ stylesheet: STYLESHEET_PATH, audience: audience?.title ?? "", people }));
}

async function choose(
  provider: Provider,
  audiences: readonly DevAudience[],
  request: Request,
  response: Response,
) {
  const { params } = await provider.interactionDetails(request, response);
  const body = ChoiceBody.safeParse(request.body);
  const subject = body.data && "subject" in body.data ? body.data.subject : undefined;
  // A person of another agency's list is no choice; the page is simply shown again.
  const known =
    subject !== undefined && (await findPerson(audiences, params.client_id, subject)) !== undefined;
  if (known) await provider.interactionFinished(request, response, chosen(subject));
  else if (body.data && "cancel" in body.data) {
    await provider.interactionFinished(request, response, { error: "access_denied" });
  } else response.redirect(303, request.originalUrl);
}

/** The provider no longer knows the sign-in this page belongs to: too old, finished, or of another browser. */
function tellLost(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (!(error instanceof errors.SessionNotFound)) return next(error);
  response.status(400).send(renderFailure({ stylesheet: STYLESHEET_PATH }));
}
