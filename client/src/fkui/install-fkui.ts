import { Locale, setLocale } from "@fkui/date";
import "@fkui/icon-lib-default/dist/f";
import { TranslationService } from "@fkui/logic";
import { ErrorPlugin, FormatPlugin, setRunningContext, TranslationPlugin, ValidationPlugin } from "@fkui/vue";
import { watch, type App } from "vue";
import { i18n, language } from "../locales/i18n.ts";
import { createTranslationProvider } from "./translation-provider.ts";

/**
 * Sets up Försäkringskassan's design system. Its panels made of custom elements (`FFixedPane`, `FResizePane`,
 * `FPageLayout`, `FDetailsPanel`, `FMinimizablePanel`) write `<style>` elements, which the content security policy
 * stops: don't use them.
 */
export function installFkui(app: App): void {
  TranslationService.changeProvider(createTranslationProvider(i18n, language));
  setLocale(Locale.SWEDISH);
  watch(language, (shown) => setLocale(shown === "en" ? Locale.ENGLISH : Locale.SWEDISH), { flush: "sync" });
  app.use(ErrorPlugin, { captureWarnings: false, logToConsole: true });
  app.use(ValidationPlugin);
  app.use(TranslationPlugin);
  app.use(FormatPlugin);
  setRunningContext(app);
}
