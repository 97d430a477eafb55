/** What an erasure needs to know. */
export interface Erasure {
  /** What the kind is counted from happened before this. */
  readonly keptFrom: Date;
  readonly now: Date;
}
