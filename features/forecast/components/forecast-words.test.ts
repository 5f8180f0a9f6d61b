import { describe, expect, it } from "vitest";
import { comparedWith, crewSentence } from "./forecast-words";

describe("The words of a forecast", () => {
  it("compare times by percent, and by how many times when it is more than twice", () => {
    expect([0.93, 1, 1.128, 2.04, 20].map(comparedWith)).toEqual([
      "7 % shorter",
      "as long",
      "13 % longer",
      "2 times as long",
      "20 times as long",
    ]);
  });

  it("say who works, and why so many are reckoned with", () => {
    const crew = (size: number, because: "asked" | "timed" | "alone") =>
      crewSentence({ size, named: false, because });
    expect(crew(2, "timed")).toBe("By 2 people, as many as did it last.");
    expect(crew(1, "asked")).toBe("By 1 person, whoever is free taking the next step.");
    expect(crew(1, "alone")).toContain("nobody has been timed yet");
    expect(crewSentence({ size: 1, named: true, because: "assigned" })).toContain("people assigned");
  });
});
