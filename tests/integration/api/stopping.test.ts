import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { startSamtid } from "../../support/running-samtid.ts";

test("a server that is stopped does not wait for a connection that a browser opened in advance", async () => {
  const running = await startSamtid();
  const { hostname, port } = new URL(running.origin);
  const unused = connect(Number(port), hostname);
  await once(unused, "connect");
  // Answered means that the server knows of the connection made before.
  expect((await fetch(`${running.origin}/healthz`)).status).toBe(200);
  const gone = once(unused, "close");

  await running.stop();
  await gone;
});
