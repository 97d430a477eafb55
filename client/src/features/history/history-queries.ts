import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import { computed, toValue, type MaybeRefOrGetter } from "vue";
import {
  HistoryFormats,
  HistoryUpload,
  HistoryUploadDetail,
  HistoryUploadList,
  type HistoryKind,
} from "../../../../server/followup/history/history.contract.ts";
import { api } from "../../api/api.ts";

const UPLOADS = ["history-uploads"];
const ASK_AGAIN_MS = 1_000;

/** Whether a worker has something to do with a file. */
export const isUnderWay = ({ state }: Pick<HistoryUpload, "state">) =>
  state === "checking" || state === "importing";

/** The agency's latest files. */
export function useHistoryUploads() {
  return useQuery({
    queryKey: UPLOADS,
    queryFn: ({ signal }) => api.get("/history-uploads", { schema: HistoryUploadList, signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? ASK_AGAIN_MS : false),
  });
}

/** One file with what is wrong in it, asked for until the worker is done. */
export function useHistoryUpload(id: MaybeRefOrGetter<string>) {
  const uploadId = computed(() => toValue(id));
  return useQuery({
    queryKey: [...UPLOADS, uploadId],
    queryFn: ({ signal }) =>
      api.get(`/history-uploads/${uploadId.value}`, { schema: HistoryUploadDetail, signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? ASK_AGAIN_MS : false),
  });
}

/** What columns a file has. */
export function useHistoryFormats() {
  return useQuery({
    queryKey: ["history-formats"],
    queryFn: ({ signal }) => api.get("/history-formats", { schema: HistoryFormats, signal }),
    staleTime: Infinity,
  });
}

/** Sends a file to be read through. The programs that give a file its type know CSV by different names. */
export function useUploadHistory() {
  return useChange(({ kind, name, content }: { kind: HistoryKind; name: string; content: ArrayBuffer }) =>
    api.post("/history-uploads", {
      query: { kind, fileName: name },
      file: new Blob([content], { type: "text/csv" }),
      schema: HistoryUpload,
    }),
  );
}

/** Has a file that is read through brought in. */
export function useImportHistory() {
  return useChange((uploadId: string) =>
    api.post(`/history-uploads/${uploadId}/import`, { schema: HistoryUpload }),
  );
}

function useChange<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => queryClient.invalidateQueries({ queryKey: UPLOADS }),
  });
}
