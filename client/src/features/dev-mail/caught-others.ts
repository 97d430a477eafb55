import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import { z } from "zod";
import { createApi } from "../../api/api.ts";

const SmsList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      receivedAt: z.iso.datetime(),
      from: z.string(),
      to: z.string(),
      text: z.string(),
      encoding: z.string(),
      parts: z.int(),
      reported: z.array(z.string()),
    }),
  ),
});
const LetterList = z.object({
  items: z.array(z.object({ messageId: z.string(), pages: z.int(), writtenAt: z.iso.datetime() })),
});

const devApi = createApi("/dev/api");
const smsKey = ["dev-sms"];
const REFRESH_MS = 3_000;

/** The caught SMS, newest first, read again every few seconds. */
export function useSms() {
  return useQuery({
    queryKey: smsKey,
    queryFn: async () => (await devApi.get("/sms", { schema: SmsList })).items,
    refetchInterval: REFRESH_MS,
  });
}

/** Throws every caught SMS away. */
export function useClearSms() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => devApi.delete("/sms"),
    onSuccess: () => queryClient.resetQueries({ queryKey: smsKey }),
  });
}

/** The letters put in the print folder, newest first, read again every few seconds. */
export function useLetters() {
  return useQuery({
    queryKey: ["dev-letters"],
    queryFn: async () => (await devApi.get("/letters", { schema: LetterList })).items,
    refetchInterval: REFRESH_MS,
  });
}

/** Where the letter is as PDF. */
export function letterAddress(messageId: string): string {
  return `/dev/api/letters/${messageId}/pdf`;
}
