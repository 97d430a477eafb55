import type { TFunction } from "i18next";
import { MEETING_TYPE } from "../../../../../server/meetings/types/registered-types.contract.ts";
import type { RoomView } from "../../../../../server/rooms/rooms.contract.ts";
import { language } from "../../../locales/i18n.ts";
import { formatTimeOfDay } from "../../../time/format-time.ts";
import { nameOf } from "../seat-text.ts";
import { tellTogether } from "../tell-together.ts";
import { callChangesBetween, type CallChange } from "./call-changes.ts";

/** Reads out politely what others do in the meeting: hands, pauses, what is gone through, a new end. */
export function useCallAnnouncements(
  room: () => RoomView,
  t: TFunction<"call">,
  tRoom: TFunction<"room">,
): void {
  const nameIn = (view: RoomView, participantId: string) => {
    const seat = view.seats.find((each) => each.participantId === participantId);
    return seat ? nameOf(seat, tRoom) : t("call:somebody");
  };
  function sentenceOf(change: CallChange, view: RoomView): string {
    switch (change.what) {
      case "hand":
      case "pauseAsked":
        return t(`call:said.${change.what}`, { name: nameIn(view, change.participantId) });
      case "pauseBegun":
        return t("call:said.pauseBegun", { time: formatTimeOfDay(change.until) });
      case "longer":
        return t("call:said.longer", { time: formatTimeOfDay(change.endAt) });
      case "agendaDone":
        return t("call:said.agendaDone", { what: agendaText(view, change.item) });
      default:
        return t(`call:said.${change.what}`);
    }
  }
  tellTogether(room, (before, now) =>
    callChangesBetween(before, now).map((change) => sentenceOf(change, now)),
  );
}

function agendaText({ call }: RoomView, item: string): string {
  const agenda = call ? MEETING_TYPE[call.type].agenda : [];
  return agenda.find(({ code }) => code === item)?.text[language.value] ?? "";
}
