import { describe, expect, it } from "vitest";
import { completeMention, findMentions, mentionBefore, mentionedIn, peopleMatching } from "./mention";

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

describe("A mention being typed", () => {
  const people = [
    { name: "Ines Moreau" },
    { name: "Omar Haddad" },
    { name: "Lee Park" },
    { name: "Lee Park" },
  ];
  it("is found right before the caret only, and not in an address or in code", () => {
    expect(mentionBefore("Ask @in", 7)).toEqual({ start: 4, query: "in" });
    expect(mentionBefore("@", 1)).toEqual({ start: 0, query: "" });
    expect(mentionBefore("Ask @in", 4)).toBeNull();
    expect(mentionBefore("a@b", 3)).toBeNull();
    expect(mentionBefore("`@in`", 4)).toBeNull();
  });
  it("offers whose first or last name begins so, and nobody whose name two have", () => {
    expect(peopleMatching("mo", people)).toEqual([{ name: "Ines Moreau" }]);
    expect(peopleMatching("", people)).toHaveLength(2);
    expect(peopleMatching("ines thanks", people)).toEqual([]);
  });
  it("becomes one that is found, with the caret behind it", () => {
    const done = completeMention("Ask @in please", 4, 7, "Ines Moreau");
    expect(done).toEqual({ text: 'Ask @"Ines Moreau" please', caret: 19 });
    expect(mentionedIn(done.text, [{ id: "i", name: "Ines Moreau", handle: "ines" }])).toEqual(["i"]);
  });
});
