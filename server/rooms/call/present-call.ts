import type { RoomRecord } from "../room-record.ts";
import { isPresent } from "../seat-rules.ts";
import type { CallView } from "./call.contract.ts";

/** What is done in the meeting, for one who is in the call. The hand of who has left is down. */
export function presentCall({ call, type, participants, seats }: RoomRecord): CallView {
  const isHere = (id: string) => seats.some((seat) => seat.participantId === id && isPresent(seat));
  const agencies = participants.flatMap(({ role, organisationId }) =>
    role === "handlaggare" && organisationId ? [organisationId] : [],
  );
  const { pause, notesChosenBy } = call;
  return {
    type,
    hands: [...call.hands]
      .filter(([participantId]) => isHere(participantId))
      .map(([participantId, since]) => ({ participantId, since: since.toISOString() })),
    pause: pause && {
      askedBy: pause.askedBy,
      askedAt: pause.askedAt.toISOString(),
      until: pause.until?.toISOString() ?? null,
    },
    agendaDone: [...call.agendaDone],
    notes: {
      chosenBy: [...notesChosenBy],
      areChosen: agencies.length > 0 && agencies.every((agency) => notesChosenBy.includes(agency)),
      areShared: call.notesShared,
    },
  };
}
