import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import { computed, type Ref } from "vue";
import {
  AgencyText,
  AgencyTextList,
  AgencyTextPreview,
  AgencyTextVersions,
  type PreviewAgencyText,
} from "../../../../server/agency-texts/agency-texts.contract.ts";
import { api } from "../../api/api.ts";

const TEXTS = ["agency-texts"];

/** Which text, in which language. */
export type TextName = Pick<AgencyText, "key" | "language">;

/** The agency's texts as they are now, in every language. */
export function useAgencyTexts() {
  return useQuery({
    queryKey: TEXTS,
    queryFn: ({ signal }) => api.get("/agency-texts", { schema: AgencyTextList, signal }),
  });
}

/** What a text has been, the latest first. */
export function useTextVersions(name: Ref<TextName>) {
  return useQuery({
    queryKey: computed(() => [...TEXTS, name.value.key, name.value.language]),
    queryFn: ({ signal }) => {
      const { key, language } = name.value;
      const path = `/agency-texts/${key}/versions`;
      return api.get(path, { query: { language }, schema: AgencyTextVersions, signal });
    },
  });
}

/** Writes a new version over the one that was seen. When somebody was quicker, theirs is read. */
export function useWriteText() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({
      key,
      language,
      text,
      version,
    }: Pick<AgencyText, "key" | "language" | "text" | "version">) =>
      api.post(`/agency-texts/${key}`, { body: { language, text }, ifMatch: version, schema: AgencyText }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: TEXTS }),
  });
}

/** The mail as it would be sent with the text. */
export function usePreviewText() {
  return useMutation({
    mutationFn: (body: PreviewAgencyText) =>
      api.post("/agency-text-previews", { body, schema: AgencyTextPreview }),
  });
}
