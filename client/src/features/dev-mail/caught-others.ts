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
const MailboxList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      receivedAt: z.iso.datetime(),
      from: z.string(),
      to: z.string(),
      subject: z.string(),
      text: z.string(),
      fileNames: z.array(z.string()),
      reported: z.array(z.enum(["delivered", "not_delivered"])),
    }),
  ),
});
const LetterList = z.object({
  items: z.array(z.object({ messageId: z.string(), pages: z.int(), writtenAt: z.iso.datetime() })),
});

const devApi = createApi("/dev/api");
const smsKey = ["dev-sms"];
const mailboxKey = ["dev-mailboxes"];
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

/** What lies in the digital mailboxes, newest first, read again every few seconds. */
export function useMailboxes() {
  return useQuery({
    queryKey: mailboxKey,
    queryFn: async () => (await devApi.get("/mailbox-messages", { schema: MailboxList })).items,
    refetchInterval: REFRESH_MS,
  });
}

/** Empties every mailbox. */
export function useClearMailboxes() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => devApi.delete("/mailbox-messages"),
    onSuccess: () => queryClient.resetQueries({ queryKey: mailboxKey }),
  });
}

/** Where a file of a message is as PDF. */
export function mailboxFileAddress(id: string, index: number): string {
  return `/dev/api/mailbox-messages/${id}/files/${index}`;
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
