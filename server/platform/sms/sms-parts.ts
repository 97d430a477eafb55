import { SegmentedMessage } from "sms-segments-calculator";

/** How an SMS travels: which alphabet it needs, and how many parts it is sent and paid as. */
export interface SmsParts {
  readonly encoding: "GSM-7" | "UCS-2";
  readonly parts: number;
}

/**
 * Counts the parts of an SMS as 3GPP TS 23.038 and 23.040 have them: 160 characters of GSM-7 or 70 of UCS-2 in one part, 153
 * or 67 in each of several. One character outside GSM-7 (é and å are in it, ł and Arabic are not) makes all of it UCS-2.
 */
export function countSmsParts(text: string): SmsParts {
  const { encodingName, segmentsCount } = new SegmentedMessage(text);
  return { encoding: encodingName === "GSM-7" ? "GSM-7" : "UCS-2", parts: segmentsCount };
}
