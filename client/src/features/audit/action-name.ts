import { useTranslation } from "i18next-vue";

/** What an action of the trail is called; the action itself where it has no name. */
export function useActionName(): (action: string) => string {
  const { t } = useTranslation("audit");
  return (action) => {
    const key = action.replace(":", "_");
    return t(`action.${key}`, { defaultValue: action });
  };
}
