import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import { computed, type MaybeRefOrGetter, toValue } from "vue";
import { z } from "zod";
import { createApi } from "../../api/api.ts";

const CaughtMail = z.object({
  id: z.string(),
  messageId: z.string(),
  receivedAt: z.iso.datetime(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
});
const WholeMail = CaughtMail.extend({
  text: z.string(),
  html: z.string(),
  calendar: z.object({ method: z.string(), content: z.string() }).nullable(),
});
export type WholeMail = z.infer<typeof WholeMail>;
const MailList = z.object({ items: z.array(CaughtMail) });

const devApi = createApi("/dev/api");
const listKey = ["dev-mails"];
const REFRESH_MS = 3_000;

/** The caught mails, newest first, read again every few seconds. */
export function useMails() {
  return useQuery({
    queryKey: listKey,
    queryFn: async () => (await devApi.get("/mails", { schema: MailList })).items,
    refetchInterval: REFRESH_MS,
  });
}

/** One caught mail, whole. It never changes. */
export function useMail(id: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => [...listKey, toValue(id)]),
    queryFn: () => devApi.get(`/mails/${toValue(id)}`, { schema: WholeMail }),
    staleTime: Infinity,
  });
}

const SentReply = z.object({ isTaken: z.boolean(), reply: z.string() });
/** What one answers in one's calendar. `startAt` is when one would rather come. */
export type CalendarReply =
  | { said: "accepted" | "declined" | "tentative"; comment: string | null }
  | { said: "counter"; startAt: string; comment: string | null };

/** Answers a caught invitation as a calendar program does: by mail, over SMTP. */
export function useSendReply(mailId: string) {
  return useMutation({
    mutationFn: (body: CalendarReply) => devApi.post(`/mails/${mailId}/replies`, { body, schema: SentReply }),
  });
}

/** Throws every caught mail away. */
export function useClearMails(options: { onSuccess: () => void }) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => devApi.delete("/mails"),
    onSuccess: async () => {
      options.onSuccess();
      await queryClient.resetQueries({ queryKey: listKey, exact: true });
    },
  });
}

/** Where the rendered mail is, for a sandboxed frame. */
export function htmlAddress(id: string): string {
  return `/dev/api/mails/${id}/html`;
}

/** When the meeting begins that a mail invites to; undefined for any other mail. */
export function invitedTo({ calendar }: WholeMail): string | undefined {
  const [, date, time] = /^DTSTART:(\d{8})T(\d{6})Z/m.exec(calendar?.content ?? "") ?? [];
  if (calendar?.method !== "REQUEST" || !date || !time) return undefined;
  const digits = (text: string, mark: string) => text.replace(/(\d\d)(\d\d)$/, `${mark}$1${mark}$2`);
  return `${digits(date, "-")}T${digits(time, ":")}Z`;
}

/** The addresses that stand in a mail's text, each once. */
export function linksIn(text: string): string[] {
  return [...new Set(text.match(/https?:\/\/[^\s<>"()]+/g))];
}
