import { expect, test } from "vitest";
import { keyName, nothingPressed, press } from "./hotkey-sequence";

const shortcuts = ["j", "g p", "g h", "?", "mod+k"];
const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

function type(keys: readonly [string, number][]): (string | null)[] {
  let state = nothingPressed;
  return keys.map(([key, at]) => {
    const { hit, after } = press(state, key, at, shortcuts);
    state = after;
    return hit;
  });
}

test("a single key runs at once and a sequence with its last key", () => {
  expect(type([["j", 0]])).toEqual(["j"]);
  expect(
    type([
      ["g", 0],
      ["p", 300],
    ]),
  ).toEqual([null, "g p"]);
});

test("a sequence that takes longer than a second is forgotten", () => {
  expect(
    type([
      ["g", 0],
      ["p", 1500],
    ]),
  ).toEqual([null, null]);
});

test("a key that does not continue the sequence still means what it means alone", () => {
  expect(
    type([
      ["g", 0],
      ["j", 100],
      ["p", 200],
    ]),
  ).toEqual([null, "j", null]);
  expect(
    type([
      ["g", 0],
      ["g", 100],
      ["h", 200],
    ]),
  ).toEqual([null, null, "g h"]);
});

test("keys are named the same on every system and keyboard", () => {
  expect(keyName({ ...plain, key: "k", metaKey: true })).toBe("mod+k");
  expect(keyName({ ...plain, key: "k", ctrlKey: true })).toBe("mod+k");
  expect(keyName({ ...plain, key: "?", shiftKey: true })).toBe("?");
  expect(keyName({ ...plain, key: "X", shiftKey: true })).toBe("shift+x");
  expect(keyName({ ...plain, key: " " })).toBe("space");
  expect(keyName({ ...plain, key: "Enter", shiftKey: true })).toBe("shift+enter");
  expect(keyName({ ...plain, key: "Shift", shiftKey: true })).toBeNull();
  expect(keyName({ ...plain, key: "å", altKey: true })).toBeNull();
});
