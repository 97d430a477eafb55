/** The queue of files to be made. */
export const EXPORT_QUEUE = "exports";
