/** The queue of files of history to be read through or brought in. */
export const HISTORY_QUEUE = "history";
