import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import {
  BusySource,
  BusySourceList,
  type NewBusySource,
} from "../../../../server/calendars/import/busy-sources.contract.ts";
import { api } from "../../api/api.ts";

const SOURCES = ["busy-sources"];

/** The programs that give a file its type know iCalendar by different names, or by none. */
const CALENDAR = "text/calendar";

/** One's other calendars. They are read all the time without this page, so it asks. */
export function useBusySources() {
  return useQuery({
    queryKey: SOURCES,
    queryFn: ({ signal }) => api.get("/busy-sources", { schema: BusySourceList, signal }),
    staleTime: 0,
    refetchInterval: 60_000,
  });
}

/** Adds a calendar: by the address at which it is published, or a file. */
export function useAddBusySource() {
  return useChange((source: NewBusySource | { label: string; file: File }) =>
    "file" in source
      ? api.post("/busy-files", {
          query: { label: source.label },
          file: new Blob([source.file], { type: CALENDAR }),
          schema: BusySource,
        })
      : api.post("/busy-sources", { body: source, schema: BusySource }),
  );
}

/** Reads a calendar now. */
export function useReadBusySource() {
  return useChange((sourceId: string) =>
    api.post(`/busy-sources/${sourceId}/readings`, { schema: BusySource }),
  );
}

/** Removes a calendar: what lies in it no longer keeps anyone from booking. */
export function useRemoveBusySource() {
  return useChange((sourceId: string) => api.delete(`/busy-sources/${sourceId}`));
}

function useChange<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => queryClient.invalidateQueries({ queryKey: SOURCES }),
  });
}
