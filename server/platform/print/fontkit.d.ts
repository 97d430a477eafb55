/** fontkit publishes no types; these are the parts we use. */
declare module "fontkit" {
  /** Reads a font file. What comes of it sets text in any number of documents. */
  export function create(file: Uint8Array): object;
}
