import type { RoomView, SeatView } from "../../../../server/rooms/rooms.contract.ts";

/** What can be said of a seat after a change of the room. Those in `OWN` are about the reader, the others about others. */
export type SeatChange =
  | "here"
  | "back"
  | "waiting"
  | "reconnecting"
  | "gone"
  | "left"
  | "held"
  | "resumed"
  | "sentBack"
  | (typeof OWN)[keyof typeof OWN];

/** What is told of the reader's own seat, by the state it has come to. */
const OWN = { in_call: "admitted", on_hold: "ownHold", waiting: "ownSentBack" } as const;

/** What has happened to whom between two views of the room. Who isn't in a view isn't there. */
export function changesBetween(before: RoomView, now: RoomView): { seat: SeatView; change: SeatChange }[] {
  const gone = before.seats.filter((seat) => !seatIn(now, seat)).map(absent);
  return [...now.seats, ...gone].flatMap((seat) => {
    const change = changeOf(seatIn(before, seat) ?? absent(seat), seat);
    return change ? [{ seat, change }] : [];
  });
}

function seatIn(room: RoomView, { participantId }: SeatView): SeatView | undefined {
  return room.seats.find((seat) => seat.participantId === participantId);
}

function absent(seat: SeatView): SeatView {
  return { ...seat, state: "absent" };
}

function changeOf(was: SeatView, is: SeatView): SeatChange | undefined {
  if (was.state === is.state) return undefined;
  if (is.isMe)
    return was.state !== "absent" && is.state in OWN ? OWN[is.state as keyof typeof OWN] : undefined;
  if (is.state === "on_hold") return "held";
  if (is.state === "waiting" && (was.state === "in_call" || was.state === "on_hold")) return "sentBack";
  if (is.state === "in_call" && was.state === "on_hold") return "resumed";
  if (is.state === "in_call") return was.state === "reconnecting" ? "back" : "here";
  if (is.state === "waiting" || is.state === "reconnecting") return is.state;
  return was.state === "waiting" ? "gone" : "left";
}
