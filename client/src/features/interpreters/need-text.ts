import type { TFunction } from "i18next";
import type { InterpreterNeed } from "../../../../server/interpreters/interpreters.contract.ts";
import { interpretedLanguages } from "../participants/chosen-participant.ts";

/** "arabiska, syriska, på distans". */
export function describeNeed({ language, dialect, way }: InterpreterNeed, t: TFunction<"interpreters">) {
  const name = interpretedLanguages(t).find(({ tag }) => tag === language)?.name ?? language;
  return [name, dialect, t(`interpreters:need.way.${way}`)].filter(Boolean).join(", ");
}
