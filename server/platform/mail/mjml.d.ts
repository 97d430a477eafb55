/** The part of MJML 5 that is used here; the package brings no types. */
declare module "mjml" {
  export default function mjml2html(
    template: string,
    options: { validationLevel: "skip"; fonts: Record<string, string>; keepComments: boolean },
  ): Promise<{ html: string }>;
}
