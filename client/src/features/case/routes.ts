import type { RouteRecordRaw } from "vue-router";

/** What is known of a person that each of their meetings needs: who answers for them, and which interpreter. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/arenden/:caseId",
    component: () => import("./CasePage.vue"),
    props: true,
    meta: { title: "case:title", layout: "staff", requiresStaff: true },
  },
];
