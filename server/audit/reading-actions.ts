const READING = /:(read|list|search|download|preview|export|watch)$/;

/** Whether an action of the trail only reads; every other changes something. */
export function isReading(action: string): boolean {
  return READING.test(action);
}
