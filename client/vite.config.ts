import vue from "@vitejs/plugin-vue";
import { defineConfig, type Plugin } from "vite";

const server = "http://localhost:3000";

/** One of FKUI's icons carries a `<style>` element, which the content security policy would stop; an attribute says the same. */
const iconsWithoutStyleElement: Plugin = {
  name: "icons-without-style-element",
  transform: (code, id) =>
    id.includes("@fkui/icon-lib-default")
      ? code.replace(/<style>[^<]*<\/style>/, "").replace('class="i"', 'fill="currentColor"')
      : undefined,
};

/**
 * The client is static files in `client/dist`, served by the server under a content security policy without
 * `unsafe-inline` for scripts or style elements. So nothing may be inlined: no scripts, no `data:` fonts.
 *
 * `vite dev` forwards what belongs to the server to one running on port 3000.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  plugins: [vue(), iconsWithoutStyleElement],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: "baseline-widely-available",
  },
  server: {
    proxy: {
      "/api": server,
      "/auth": server,
      "/calendar": server,
      "/dev/api": server,
      "/dev/oidc": server,
      "/socket.io": { target: server, ws: true },
    },
  },
});
