import fc from "fast-check";
import { expect, test } from "vitest";
import { createJointNote } from "../../../../client/src/features/room/call/joint-note.ts";
import { caretAfter, mergeText } from "../../../../client/src/features/room/call/merge-text.ts";
import type { JointNoteView } from "../../../../server/rooms/call/call.contract.ts";

const words = (text: string) => text.split(/\s+/).filter(Boolean);
const sentence = fc.array(fc.constantFrom("en", "två", "tre", "och", "\n"), { maxLength: 12 });

test("whatever two write into a text at once, each word that either added is in what they make together", () => {
  fc.assert(
    fc.property(
      sentence,
      fc.array(fc.tuple(fc.nat(12), fc.nat(999)), { maxLength: 4 }),
      fc.array(fc.tuple(fc.nat(12), fc.nat(999)), { maxLength: 4 }),
      (base, theirs, mine) => {
        const insert = (who: string, added: [number, number][]) => {
          const text: string[] = [...base];
          for (const [at, nth] of added) text.splice(Math.min(at, text.length), 0, `${who}${nth}`);
          return text.join(" ");
        };
        const merged = mergeText(base.join(" "), insert("T", theirs), insert("M", mine));
        const wanted = [
          ...theirs.map(([, nth]) => `T${nth}`),
          ...mine.map(([, nth]) => `M${nth}`),
          ...words(base.join(" ")),
        ];
        expect(words(merged).toSorted()).toEqual(wanted.toSorted());
      },
    ),
  );
});

test.each([
  ["one alone", "Hej", "Hej", "Hej du", "Hej du"],
  ["both the same", "Hej", "Hej du", "Hej du", "Hej du"],
  ["different places", "ett två tre", "noll ett två tre", "ett två tre fyra", "noll ett två tre fyra"],
  ["the same place", "", "Från FK.", "Från AF.", "Från FK. Från AF."],
  ["what one took away and the other changed", "ett två tre", "ett tre", "ett tvåa tre", "ett tvåa tre"],
  ["what one took away", "ett två tre", "ett tre", "ett två tre fyra", "ett tre fyra"],
])("%s", (_, base, theirs, mine, merged) => {
  expect(mergeText(base, theirs, mine)).toBe(merged);
});

test.each([
  ["before what came", "ett två", "ett två tre", 2, 2],
  ["after what came", "två tre", "ett två tre", 3, 7],
  ["within what went", "ett två tre", "ett tre", 6, 5],
])("a caret %s", (_, before, after, caret, moved) => {
  expect(caretAfter(before, after, caret)).toBe(moved);
});

/** The database's one note, and writers who save over what they have seen; what each says and hears comes when the test lets it. */
function world(writers: number) {
  let stored: JointNoteView = { text: "", revision: 0 };
  const due: (() => void)[] = [];
  const shown: string[] = [];
  let isDown = false;
  const notes = Array.from({ length: writers }, (_, own) => {
    shown[own] = "";
    return createJointNote({
      save: (text, seen) =>
        new Promise((resolve, reject) => {
          due.push(() => {
            if (isDown) return reject(new Error("no answer"));
            if (seen !== stored.revision) return resolve({ saved: false, note: stored });
            stored = { text, revision: seen + 1 };
            const told = stored;
            notes.forEach((note, other) => other !== own && due.push(() => note.receive(told)));
            resolve({ saved: true, note: told });
          });
        }),
      show: (text) => (shown[own] = text),
      later: (work) => {
        due.push(work);
        return () => due.splice(due.indexOf(work) >>> 0, 1);
      },
      onSaved: () => undefined,
    });
  });
  return {
    type(own: number, text: string) {
      shown[own] = text;
      notes[own]!.type(text);
    },
    shown,
    stored: () => stored.text,
    setDown: (down: boolean) => (isDown = down),
    /** Lets one thing happen that is due. */
    async step(pick: number) {
      if (due.length === 0) return false;
      due.splice(pick % due.length, 1)[0]!();
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
      return true;
    },
  };
}

test("two who write at once, in any order of saving and hearing, and a server that is away for a while, end with one text that holds every word", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          {
            weight: 3,
            arbitrary: fc.record({ what: fc.constant("type" as const), who: fc.nat(1), at: fc.nat(20) }),
          },
          {
            weight: 6,
            arbitrary: fc.record({ what: fc.constant("step" as const), who: fc.nat(50), at: fc.nat(1) }),
          },
          {
            weight: 1,
            arbitrary: fc.record({ what: fc.constant("down" as const), who: fc.nat(1), at: fc.nat(1) }),
          },
        ),
        { minLength: 5, maxLength: 60 },
      ),
      async (events) => {
        const { type, shown, stored, step, setDown } = world(2);
        const typed: string[] = [];
        for (const [nth, { what, who, at }] of events.entries()) {
          if (what === "down") setDown(who === 1);
          else if (what === "step") await step(who);
          else {
            const word = `${"ab"[who]}${nth}`;
            typed.push(word);
            const pieces = shown[who]!.split(" ");
            pieces.splice(at % (pieces.length + 1), 0, word);
            type(who, pieces.join(" "));
          }
        }
        setDown(false);
        for (let turn = 0; turn < 500 && (await step(0)); turn++);

        expect(shown).toEqual([stored(), stored()]);
        for (const word of typed) expect(words(stored()), stored()).toContain(word);
      },
    ),
    { numRuns: 300 },
  );
});
