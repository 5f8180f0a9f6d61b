import { keyName, nothingPressed, type Pressed, press } from "./hotkey-sequence";

export type Hotkey = {
  /** "j", "?", "g p" (one after the other), "mod+k" (Ctrl or Cmd), "space", "shift+x". */
  keys: string;
  /** What it does, for the help sheet: "Go to Pre-prod". */
  label: string;
  /** Heading in the help sheet: "Go to", "Steps". */
  group: string;
  run: () => void;
  /** Holding the key down repeats it: for moving, never for changing something. */
  repeats?: boolean;
};

type Source = { current: readonly Hotkey[] };

const SWITCH = "single-key-shortcuts";
const sources = new Set<Source>();
const watchers = new Set<() => void>();
let listed: readonly Hotkey[] = [];
let pressed: Pressed = nothingPressed;

/** Adds shortcuts; the source's newest list counts at each press. Later sources win. Returns what removes them. */
export function register(source: Source): () => void {
  if (sources.size === 0) document.addEventListener("keydown", onKeyDown);
  sources.add(source);
  changed();
  return () => {
    sources.delete(source);
    if (sources.size === 0) document.removeEventListener("keydown", onKeyDown);
    changed();
  };
}

/** Every shortcut that works now, for the help sheet. The same array until something changes. */
export function registered(): readonly Hotkey[] {
  return listed;
}

export function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Shortcuts of plain keys can be switched off by whoever steers by voice or types by accident (WCAG 2.1.4). */
export function singleKeysOn(): boolean {
  return localStorage.getItem(SWITCH) !== "off";
}

export function switchSingleKeys(on: boolean): void {
  if (on) localStorage.removeItem(SWITCH);
  else localStorage.setItem(SWITCH, "off");
  changed();
}

function changed() {
  listed = [...sources].flatMap((source) => source.current);
  for (const watcher of watchers) watcher();
}

function onKeyDown(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing) return;
  const key = keyName(event);
  if (key === null || isTaken(event.target, key)) return;
  if (!key.startsWith("mod+") && !singleKeysOn()) return;
  const hotkeys = [...sources].reverse().flatMap((source) => source.current);
  const { hit, after } = press(
    pressed,
    key,
    event.timeStamp,
    hotkeys.map((hotkey) => hotkey.keys),
  );
  pressed = after;
  const hotkey = hotkeys.find((one) => one.keys === hit);
  if (!hotkey) return;
  event.preventDefault();
  if (!event.repeat || hotkey.repeats) hotkey.run();
}

/** Keys that mean something where the focus is: typing, pressing a button, anything inside a modal dialog or a menu. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (document.querySelector("dialog:modal")) return true;
  if (!(target instanceof HTMLElement) || key.startsWith("mod+")) return false;
  const typing = target.closest(
    "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=menu], [role=listbox]",
  );
  const pressing =
    (key === "space" || key === "enter") && target.closest("button, a, summary, input, [role=button]");
  return typing !== null || Boolean(pressing);
}
