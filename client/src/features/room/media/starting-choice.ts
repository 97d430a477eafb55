import type { ComesAs } from "../../../realtime/socket.ts";

const KEY = "samtid.media";

interface Choice {
  readonly microphone?: boolean;
  readonly camera?: boolean;
}

/** What to have on when one comes in: as the last time in this browser. The first time a handläggare is seen, and who is at home is not. */
export function startingChoice(as: ComesAs): Required<Choice> {
  return { microphone: true, camera: as === "staff", ...remembered() };
}

export function rememberChoice(choice: Choice): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...remembered(), ...choice }));
  } catch {
    // A browser that keeps nothing starts as the first time.
  }
}

function remembered(): Choice {
  try {
    const { microphone, camera } = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Record<string, unknown>;
    return {
      ...(typeof microphone === "boolean" && { microphone }),
      ...(typeof camera === "boolean" && { camera }),
    };
  } catch {
    return {};
  }
}
