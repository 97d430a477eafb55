import { z } from "zod";

/** A point of what a meeting is to go through, as the individual reads it in each of their languages. */
export const AgendaItem = z.strictObject({
  code: z.string(),
  text: z.strictObject({ sv: z.string(), "sv-lattlast": z.string(), en: z.string(), ar: z.string() }),
});
export type AgendaItem = z.infer<typeof AgendaItem>;

/** How every meeting begins. */
export const WELCOME: AgendaItem = {
  code: "welcome",
  text: {
    sv: "Vi hälsar och berättar varför vi träffas",
    "sv-lattlast": "Vi säger hej. Vi berättar varför vi träffas.",
    en: "We say hello and explain why we are meeting",
    ar: "نرحّب ببعضنا ونشرح سبب لقائنا",
  },
};

/** How every meeting ends. */
export const NEXT_STEPS: readonly AgendaItem[] = [
  {
    code: "next_steps",
    text: {
      sv: "Vi går igenom vad som händer nu och vem som gör vad",
      "sv-lattlast": "Vi pratar om vad som händer sedan. Vem gör vad?",
      en: "We go through what happens next and who does what",
      ar: "نستعرض ما سيحدث لاحقًا ومن يقوم بماذا",
    },
  },
  {
    code: "questions",
    text: {
      sv: "Dina frågor",
      "sv-lattlast": "Du får fråga oss.",
      en: "Your questions",
      ar: "أسئلتك",
    },
  },
];

/** What the agencies can offer, and what the person thinks of it. */
export const SUPPORT: readonly AgendaItem[] = [
  {
    code: "support",
    text: {
      sv: "Arbetsförmedlingen berättar vilket stöd som finns",
      "sv-lattlast": "Arbetsförmedlingen berättar om hjälp du kan få.",
      en: "Arbetsförmedlingen explains what support there is",
      ar: "تشرح Arbetsförmedlingen الدعم المتاح",
    },
  },
  {
    code: "wishes",
    text: {
      sv: "Du berättar vad du vill och behöver",
      "sv-lattlast": "Du berättar vad du vill och vad du behöver.",
      en: "You tell us what you want and need",
      ar: "تخبرنا بما تريده وما تحتاج إليه",
    },
  },
];

/** What the person can and needs, and what could work. */
export const SURVEY: readonly AgendaItem[] = [
  {
    code: "situation",
    text: {
      sv: "Du berättar hur du har det och vad du behöver",
      "sv-lattlast": "Du berättar hur du mår och vad du behöver.",
      en: "You tell us how things are and what you need",
      ar: "تخبرنا عن وضعك وما تحتاج إليه",
    },
  },
  {
    code: "possibilities",
    text: {
      sv: "Vi pratar om vad som kan fungera för dig",
      "sv-lattlast": "Vi pratar om vad som kan passa dig.",
      en: "We talk about what could work for you",
      ar: "نتحدث عمّا يمكن أن يناسبك",
    },
  },
];

/** How it has gone since last. */
export const FOLLOW_UP: readonly AgendaItem[] = [
  {
    code: "since_last",
    text: {
      sv: "Hur har det gått sedan vi sågs?",
      "sv-lattlast": "Hur har det gått för dig?",
      en: "How have things gone since we last met?",
      ar: "كيف سارت الأمور منذ لقائنا الأخير؟",
    },
  },
  {
    code: "changes",
    text: {
      sv: "Är det något i planen som behöver ändras?",
      "sv-lattlast": "Behöver vi ändra något i planen?",
      en: "Does anything in the plan need to change?",
      ar: "هل يحتاج شيء في الخطة إلى تغيير؟",
    },
  },
];
