import { useMutation, useQuery } from "@tanstack/vue-query";
import { computed, toValue, type MaybeRefOrGetter } from "vue";
import {
  FigureDefinitionList,
  FigureDetail,
  FigureExport,
  FigureOverview,
  YearlyReport,
  type NewFigureExport,
} from "../../../../server/followup/figures/figures.contract.ts";
import { api } from "../../api/api.ts";
import type { FigureQuestion } from "./use-figure-question.ts";

const ASK_AGAIN_MS = 1_000;

/** Every figure's name and meaning. */
export function useDefinitions() {
  return useQuery({
    queryKey: ["figure-definitions"],
    queryFn: ({ signal }) => api.get("/figure-definitions", { schema: FigureDefinitionList, signal }),
    staleTime: Infinity,
  });
}

/** All figures of a place and a year. What was shown stays until the next is read. */
export function useFigures(asked: MaybeRefOrGetter<FigureQuestion>) {
  const query = computed(() => ({ ...toValue(asked) }));
  return useQuery({
    queryKey: ["figures", query],
    queryFn: ({ signal }) => api.get("/figures", { query: query.value, schema: FigureOverview, signal }),
    placeholderData: (shown) => shown,
  });
}

/** One figure by place, sex, age and benefit. */
export function useFigure(id: MaybeRefOrGetter<string>, asked: MaybeRefOrGetter<FigureQuestion>) {
  const query = computed(() => ({ ...toValue(asked) }));
  const figureId = computed(() => toValue(id));
  return useQuery({
    queryKey: ["figures", figureId, query],
    queryFn: ({ signal }) =>
      api.get(`/figures/${figureId.value}`, { query: query.value, schema: FigureDetail, signal }),
    placeholderData: (shown) => shown,
  });
}

/** The tables of the agencies' yearly report. */
export function useYearlyReport(year: MaybeRefOrGetter<number>) {
  const wanted = computed(() => toValue(year));
  return useQuery({
    queryKey: ["yearly-reports", wanted],
    queryFn: ({ signal }) => api.get(`/yearly-reports/${wanted.value}`, { schema: YearlyReport, signal }),
  });
}

/** Asks for a file. */
export function useAskExport() {
  return useMutation({
    mutationFn: (body: NewFigureExport) => api.post("/figure-exports", { body, schema: FigureExport }),
  });
}

/** How far a file has come, asked until it is ready. */
export function useExport(id: MaybeRefOrGetter<string | undefined>) {
  const exportId = computed(() => toValue(id));
  return useQuery({
    queryKey: ["figure-exports", exportId],
    queryFn: ({ signal }) => api.get(`/figure-exports/${exportId.value}`, { schema: FigureExport, signal }),
    enabled: () => exportId.value !== undefined,
    refetchInterval: ({ state }) => (state.data?.state === "waiting" ? ASK_AGAIN_MS : false),
  });
}
