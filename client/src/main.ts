import "./api/forbid-eval.ts";
import "./styles/index.scss";
import { VueQueryPlugin } from "@tanstack/vue-query";
import I18NextVue from "i18next-vue";
import { createApp } from "vue";
import { queryClient } from "./api/query-client.ts";
import App from "./App.vue";
import { installFkui } from "./fkui/install-fkui.ts";
import { i18n } from "./locales/i18n.ts";
import { router } from "./router.ts";

const app = createApp(App);
app.use(I18NextVue, { i18next: i18n });
installFkui(app);
app.use(VueQueryPlugin, { queryClient });
app.use(router);
app.mount("#app");
