import type { Refusal } from "./verdict";

/** Length of a password in characters. The upper end only keeps hashing cheap; a long sentence fits many times. */
export const passwordLength = { least: 12, most: 1000 } as const;

/** Who a password belongs to: what it must not be made of. */
export type PasswordOwner = { readonly email: string; readonly name: string };

// The words behind the passwords that leak most often. A password that is one of them, with digits and signs around it
// or repeated, is among the first that is tried; long sentences that contain one are not.
const stems = new Set(
  (
    "password passwort passw pass admin administrator administrateur root welcome willkommen letmein qwerty qwertz azerty " +
    "iloveyou monkey dragon football baseball basketball superman batman starwars pokemon princess sunshine shadow master " +
    "michael jennifer jessica charlie liverpool chelsea arsenal trustno login secret changeme changemenow default guest test " +
    "testing tester user demo sample example temp temporary whatever internet computer samsung google facebook linkedin " +
    "summer winter spring autumn january february march april june july august september october november december " +
    "monday tuesday wednesday thursday friday saturday sunday company production wso carbon wsocarbon liftlock upgrade " +
    "thisismypassword letmeinplease iloveyousomuch passwordpassword mypassword newpassword yourpassword abc abcd asdf zxcv qaz " +
    "qazwsx qwe asd zxc qweasdzxc onetwothree correcthorsebattery"
  ).split(" "),
);

// What fingers do on a keyboard; any run of it, also backwards, is guessed at once.
const rows = [
  "12345678901234567890",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiopasdfghjklzxcvbnm",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
  "1q2w3e4r5t6y7u8i9o0p",
  "q1w2e3r4t5y6u7i8o9p0",
];
const runs = rows.flatMap((row) => [row, [...row].reverse().join("")]);

const lookalikes: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};
const spoken = (text: string) => [...text].map((letter) => lookalikes[letter] ?? letter).join("");
const letters = (text: string) => text.replace(/[^\p{L}]/gu, "");

/** The shortest text that `text` is a repetition of; itself when it is none. */
function unitOf(text: string): string {
  for (let size = 1; size <= text.length / 2; size += 1) {
    if (text.length % size === 0 && text.slice(0, size).repeat(text.length / size) === text)
      return text.slice(0, size);
  }
  return text;
}

function isGuessable(password: string): boolean {
  const plain = password.normalize("NFKC").toLowerCase();
  const squeezed = plain.replace(/\s+/g, "");
  if (new Set(squeezed).size < 5) return true;
  if (runs.some((run) => run.includes(squeezed))) return true;
  const unit = unitOf(squeezed);
  if (unit !== squeezed && unit.length < 8) return true;
  // With the look-alikes read as letters and without: "p4ssw0rd2026!" is "password" either way round.
  return [squeezed.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ""), squeezed].some((core) =>
    [letters(core), letters(spoken(core.replace(/[\d!$@]+$/u, "")))].some(isKnown),
  );
}

const isKnown = (word: string) =>
  stems.has(unitOf(word)) || (word.length >= 4 && runs.some((run) => run.includes(word)));

function isOwners(password: string, owner: PasswordOwner): boolean {
  const bare = (text: string) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, "");
  const core = bare(password).replace(/^\d+|\d+$/g, "");
  const own = [owner.email, owner.email.split("@")[0] ?? "", owner.name]
    .map(bare)
    .filter((text) => text.length > 2);
  return own.some(
    (text) => text === bare(password) || text.replace(/^\d+|\d+$/g, "") === core || unitOf(core) === text,
  );
}

/** Every reason why this can't be somebody's password; empty when it can. */
export function passwordFaults(password: string, owner: PasswordOwner): Refusal[] {
  const length = [...password].length;
  if (length < passwordLength.least) {
    return [
      {
        code: "too_short",
        message: `has ${length} characters; it needs at least ${passwordLength.least}. Three or four unrelated words do well`,
      },
    ];
  }
  if (length > passwordLength.most)
    return [{ code: "too_long", message: `has more than ${passwordLength.most} characters` }];
  if (isOwners(password, owner))
    return [
      {
        code: "is_yours",
        message:
          "is your own name or e-mail address, which is tried first. Choose something unrelated to you",
      },
    ];
  if (isGuessable(password))
    return [
      {
        code: "too_common",
        message: "is among the passwords that are tried first. Add unrelated words, or choose another",
      },
    ];
  return [];
}

export const passwordStrengths = ["weak", "fair", "strong"] as const;
export type PasswordStrength = (typeof passwordStrengths)[number];

/** How hard a password is to guess, in words for the person who types it. Never more than a hint: only `passwordFaults` refuses. */
export function passwordStrength(
  password: string,
  owner: PasswordOwner,
): { strength: PasswordStrength; sentence: string } {
  const [fault] = passwordFaults(password, owner);
  if (fault) return { strength: "weak", sentence: `Not yet: it ${fault.message}.` };
  const length = [...password].length;
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) =>
    kind.test(password),
  ).length;
  if (length >= 20 || (length >= 16 && kinds >= 3))
    return { strength: "strong", sentence: "Strong: long enough to withstand guessing." };
  return { strength: "fair", sentence: "Fair: it will do. A few more words make it strong." };
}
