import { useTranslation } from "i18next-vue";
import {
  EQUIPMENT_PARTS,
  type EquipmentCheck,
  type EquipmentPart,
} from "../../../../server/meetings/equipment-check.contract.ts";
import { formatShortDay } from "../../time/format-time.ts";

/** Missing where nobody could try it: without a relay in Samtid, or when the server was not reached. */
const MAY_BE_UNTRIED: readonly EquipmentPart[] = ["relay"];

/** What of somebody's equipment did not work. */
export function failedIn(check: EquipmentCheck | null): EquipmentPart[] {
  return EQUIPMENT_PARTS.filter((part) => check?.[part] === false);
}

/** Says in one line what somebody found when they last tried camera, sound and network. */
export function useEquipmentText() {
  const { t } = useTranslation("meeting");
  const listed = (parts: readonly EquipmentPart[]) =>
    new Intl.ListFormat("sv").format(parts.map((part) => t(`equipment.part.${part}`)));
  return (check: EquipmentCheck | null): string => {
    if (!check) return t("equipment.untried");
    const day = formatShortDay(check.checkedAt);
    const failed = failedIn(check);
    if (failed.length > 0) return t("equipment.failed", { day, parts: listed(failed) });
    const untried = EQUIPMENT_PARTS.filter((part) => check[part] === null && !MAY_BE_UNTRIED.includes(part));
    if (untried.length > 0) return t("equipment.incomplete", { day, parts: listed(untried) });
    return t("equipment.works", { day });
  };
}
