import { describe, expect, it } from "vitest";
import { findMentions, mentionedIn } from "./mention";

const people = [
  { id: "1", name: "Ines Duarte", handle: "ines" },
  { id: "2", name: "Omar Haddad", handle: "omar.haddad" },
  { id: "3", name: "Lee", handle: "lee" },
  { id: "4", name: "Lee", handle: "lee2" },
];
const who = (text: string) => mentionedIn(text, people);

describe("mentions", () => {
  it("name people by handle or by full name, in any case", () => {
    expect(who("@ines and @OMAR.Haddad, see above")).toEqual(["1", "2"]);
    expect(who('(@"ines duarte") please')).toEqual(["1"]);
    expect(who("@ines @ines")).toEqual(["1"]);
  });

  it("end before the punctuation of the sentence", () => {
    expect(findMentions("Ask @ines.", people)).toEqual([{ userId: "1", start: 4, end: 9 }]);
    expect(findMentions('Hi @"Omar Haddad".', people)).toEqual([{ userId: "2", start: 3, end: 17 }]);
    expect(who("@ines-")).toEqual(["1"]);
  });

  it("are not e-mail addresses, longer words, code, or names of nobody or of two people", () => {
    expect(who("ines@ines.example a@lee")).toEqual([]);
    expect(who("@inesx @in")).toEqual([]);
    expect(who("`@ines` and ```\n@lee\n```")).toEqual([]);
    expect(who('@"Lee" @nobody @"Nobody"')).toEqual([]);
    expect(who("@lee2 @lee")).toEqual(["4", "3"]);
  });

  it("are found in long texts quickly", () => {
    const text = `${'@"'.repeat(20_000)} @ines ${"@a.b-".repeat(20_000)}`;
    const start = process.cpuUsage();
    expect(who(text)).toEqual(["1"]);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(1000);
  });
});
