import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { eventually } from "../../support/eventually.ts";
import { sees, setRoomStage, type Cast, type RoomStage } from "../../support/room-stage.ts";

let stage: RoomStage;
let cast: Cast;

beforeAll(async () => {
  stage = await setRoomStage();
});
beforeEach(async () => {
  stage.minutesToStart(15);
  cast = await stage.newMeeting();
});
afterAll(() => stage?.stop());

async function individualId(): Promise<string> {
  const meeting = await stage.node.samtid.repositories.meetings.find(cast.id);
  return meeting!.participants.find(({ id }) => id === cast.individual)!.personId;
}

test("who has shown who they are with e-ID waits to be let in, and is shown as such before and after", async () => {
  const individual = { personId: await individualId() };
  const invitation = { participantId: cast.individual, linkId: null };
  const cookie = await stage.node.session({ individual, invitation });
  const host = await stage.enter(cast, "fk");
  const tab = await stage.enter(cast, "individual", { cookie });
  const waiting = await sees(host, {
    [cast.fk]: "in_call",
    [cast.af]: "absent",
    [cast.individual]: "waiting",
  });

  expect(tab.rooms[0]!.me.state).toBe("waiting");
  expect(waiting.seats.find(({ role }) => role === "individual")!.identifiedBy).toBe("eid");
  await stage.decide(host, "lobby:admit", cast);
  const inCall = await sees(host, {
    [cast.fk]: "in_call",
    [cast.af]: "absent",
    [cast.individual]: "in_call",
  });
  expect(inCall.seats.find(({ role }) => role === "individual")!.identifiedBy).toBe("eid");
});

test("somebody else's e-ID makes a link no more than a link", async () => {
  const { linkId, individual: participantId } = cast;
  const cookie = await stage.node.session({
    individual: { personId: stage.people.fk[1]! },
    invitation: { participantId, linkId },
  });
  const tab = await stage.enter(cast, "individual", { cookie });

  expect(tab.rooms[0]!.seats[0]!.identifiedBy).toBe("link");
});

test("that a handläggare has checked who somebody is, is seen in the room", async () => {
  const [known] = await stage.node.samtid.repositories.people.findHandlaggare([stage.people.fk[0]!]);
  const about = { meetingId: cast.id, participantId: cast.individual, method: "call_back" } as const;
  await stage.node.samtid.keepIdentityCheck({ kind: "staff", ...known! }, about);
  await stage.enter(cast, "individual");
  const host = await stage.enter(cast, "fk");

  expect(
    host.rooms[0]!.seats.map(({ role, identifiedBy, checkedBy }) => [role, identifiedBy, checkedBy]),
  ).toContainEqual(["individual", "link", "call_back"]);
});

test("a handläggare who signed in long ago signs in again before the room lets them in; one by link doesn't", async () => {
  const tab = await stage.node.open(cast.cookies.fk);
  stage.clock.time = new Date(stage.clock.time.getTime() + 8 * 3_600_000);

  expect(await tab.ask("room:enter", { meetingId: cast.id })).toMatchObject({
    ok: false,
    problem: { code: "step_up_needed", status: 403 },
  });
});

test("when a session is ended, its connections are broken at once and come back as nobody", async () => {
  const tab = await stage.enter(cast, "fk");
  const refused = new Promise<string>((resolve) =>
    tab.socket.once("connect_error", (error) =>
      resolve((error as Error & { data: { code: string } }).data.code),
    ),
  );
  await stage.node.samtid.repositories.signIns.endAll(stage.people.fk[0]!);

  expect(await refused).toBe("not_signed_in");
  await eventually(() => expect(tab.socket.connected).toBe(false));
});
