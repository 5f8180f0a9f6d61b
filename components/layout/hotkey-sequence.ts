/** How long the second key of a sequence may take. */
const PATIENCE_MS = 1000;

/** Keys pressed so far that may still become a sequence, and when the last one came. */
export type Pressed = { keys: readonly string[]; at: number };

export const nothingPressed: Pressed = { keys: [], at: 0 };

/** The parts of a keyboard event a shortcut depends on. */
export type KeyPress = {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
};

/**
 * A key press as it is written in shortcuts: "j", "?", "space", "escape", "shift+x", "mod+k" (Ctrl or Cmd). Null for
 * modifiers alone and for Alt, which belongs to the browser and to typing.
 */
export function keyName(press: KeyPress): string | null {
  if (press.altKey || ["Shift", "Control", "Meta", "Alt", "Dead", "Process"].includes(press.key)) return null;
  const letter = press.key.length === 1 && press.key.toLowerCase() !== press.key.toUpperCase();
  const name = press.key === " " ? "space" : press.key.toLowerCase();
  const shift = press.shiftKey && (letter || name.length > 1);
  return `${press.ctrlKey || press.metaKey ? "mod+" : ""}${shift ? "shift+" : ""}${name}`;
}

/**
 * What the next key makes of the keys so far: the shortcut it completes, or the sequence that may still follow. A key that
 * continues nothing starts anew by itself.
 */
export function press(
  before: Pressed,
  key: string,
  now: number,
  shortcuts: readonly string[],
): { hit: string | null; after: Pressed } {
  const kept = now - before.at <= PATIENCE_MS ? before.keys : [];
  for (const keys of kept.length > 0 ? [[...kept, key], [key]] : [[key]]) {
    const sequence = keys.join(" ");
    if (shortcuts.includes(sequence)) return { hit: sequence, after: nothingPressed };
    if (shortcuts.some((shortcut) => shortcut.startsWith(`${sequence} `)))
      return { hit: null, after: { keys, at: now } };
  }
  return { hit: null, after: nothingPressed };
}
