declare const unitOfWork: unique symbol;

/**
 * A running transaction, opaque to use cases: they pass it on to repositories so that writes of several
 * capabilities commit together or not at all.
 */
export interface UnitOfWork {
  readonly [unitOfWork]: true;
}

/** Runs work in one transaction: committed when the promise resolves, rolled back when it rejects. */
export interface Transactions {
  transaction<T>(work: (unitOfWork: UnitOfWork) => Promise<T>): Promise<T>;
}
