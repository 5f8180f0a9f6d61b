import { describe, expect, test } from "vitest";
import { compareComponents, otherLine, rangeTakes, sameBase } from "@/domain/artifact/component-version";
import type { ArtifactFacts, ArtifactKnowledge } from "@/domain/artifact/facts";
import { judgeArtifact } from "@/domain/artifact/judge";

const knowledge: ArtifactKnowledge = {
  java: [{ release: "4.2.0", from: 11, to: 17, source: "script" }],
  components: [
    {
      label: "parts",
      groups: ["org.parts"],
      names: ["org.parts"],
      packages: ["org.parts"],
      versions: [
        { release: "3.2.0", version: "6.7.206", exact: true, source: "pom" },
        { release: "4.1.0", version: "9.20.74", exact: true, source: "pom" },
        { release: "4.2.0", version: "9.28.116", exact: true, source: "pom" },
      ],
    },
  ],
  packages: [
    {
      id: "moved",
      prefixes: ["javax.old"],
      except: ["javax.old.stays"],
      from: "4.2.0",
      through: null,
      java: null,
      level: "must_act",
      instead: "jakarta.old",
      message: "Moved.",
      source: "issue",
    },
  ],
  libraries: [],
  builtIn: [{ id: "azure", label: "Azure", since: "4.2.0", words: ["azuread"], source: "notes" }],
};

const facts = (given: Partial<ArtifactFacts>): ArtifactFacts => ({
  name: "mine",
  dependencies: [],
  java: null,
  compiled: true,
  packages: [],
  imports: [],
  ...given,
});
const rules = (given: Partial<ArtifactFacts>, to = "4.2.0") =>
  judgeArtifact(facts(given), { from: "3.2.0", to }, knowledge).map(({ rule, level }) => `${level} ${rule}`);
const needs = (version: string | null, group: string | null = "org.parts") => ({
  dependencies: [{ group, artifact: "org.parts.gateway", version, scope: null, file: "pom.xml", line: 1 }],
});

describe("the Java an artefact needs", () => {
  test("newer than the release starts on must be built again", () => {
    expect(rules({ java: 21 })).toEqual(["must_act artifact.java_too_new"]);
  });
  test("inside the range binds the nodes, at or below its low end it binds nothing", () => {
    expect(rules({ java: 17 })).toEqual(["attention artifact.java_bound"]);
    expect(rules({ java: 11 })).toEqual([]);
    expect(rules({ java: 8 })).toEqual([]);
  });
  test("is not judged where the release's range is not known, and that is said", () => {
    expect(rules({ java: 21 }, "4.3.0")).toEqual(["info artifact.java_not_known"]);
  });
});

describe("parts of the product an artefact is built with", () => {
  test("of another line must be built against again, older ones get attention, the same ones nothing", () => {
    expect(rules(needs("6.7.206"))).toEqual(["must_act artifact.component_other_line"]);
    expect(rules(needs("9.20.74"))).toEqual(["attention artifact.component_old"]);
    expect(rules(needs("9.28.200"))).toEqual(["attention artifact.component_newer"]);
    expect(rules(needs("9.28.116"))).toEqual([]);
    expect(rules(needs("9.28.116.27"))).toEqual([]);
  });
  test("are told the release they belong to", () => {
    const [found] = judgeArtifact(facts(needs("6.7.206")), { from: null, to: "4.2.0" }, knowledge);
    expect(found).toMatchObject({ from: "6.7.206", to: "9.28.116", source: "pom" });
    expect(found?.message).toContain("6.7.206 (of 3.2.0)");
  });
  test("without a version, or of a release nobody knows, are named and not guessed", () => {
    expect(rules(needs(null))).toEqual(["info artifact.component_version_open"]);
    expect(rules(needs("9.28.116"), "4.7.0")).toEqual(["info artifact.component_not_known"]);
  });
  test("under a foreign group are not the product's; in a list without groups the name decides", () => {
    expect(rules(needs("6.7.206", "com.other"))).toEqual([]);
    expect(rules(needs("6.7.206", null))).toEqual(["must_act artifact.component_other_line"]);
  });
  test("that are not released get attention", () => {
    expect(rules(needs("9.28.116-SNAPSHOT"))).toEqual(["attention artifact.unfinished_dependency"]);
  });
  test("a bundle whose imports exclude the target's version would not start", () => {
    const imports = [{ name: "org.parts.gateway.handlers", range: "[6.5,7)" }];
    expect(rules({ imports })).toEqual(["must_act artifact.import_refused"]);
    expect(rules({ imports: [{ name: "org.parts.gateway", range: "[9.0.0, 10.0.0)" }] })).toEqual([]);
    expect(rules({ imports: [{ name: "org.parts.gateway", range: null }] })).toEqual([]);
  });
});

describe("packages and what the product does itself", () => {
  test("a package that moved is told from the release on where it moved, exceptions aside", () => {
    expect(rules({ packages: ["javax.old.http"] })).toEqual(["must_act artifact.package.moved"]);
    expect(rules({ packages: ["javax.old.stays.x", "javax.older"] })).toEqual([]);
    expect(rules({ packages: ["javax.old"] }, "4.1.0")).toEqual([]);
    const after = { from: "4.2.0", to: "4.2.0" };
    expect(judgeArtifact(facts({ packages: ["javax.old"] }), after, knowledge)).toEqual([]);
  });
  test("a name that sounds like something built in is worth a look", () => {
    expect(rules({ name: "com.acme:azure-ad-connector" })).toEqual(["info artifact.built_in.azure"]);
    expect(rules({ name: "com.acme:azure-ad-connector" }, "4.1.0")).toEqual([]);
  });
});

describe("versions of parts", () => {
  test("are compared by their numbers, whatever words are between", () => {
    expect(compareComponents("2.1.7-x2v183", "2.1.7-x2v218")).toBeLessThan(0);
    expect(compareComponents("9.28.116", "9.28.116")).toBe(0);
    expect(sameBase("4.6", "4.6.1")).toBe(true);
    expect(sameBase("4", "4.6.1")).toBe(false);
    expect(otherLine("6.7.206", "9.0.174")).toBe(true);
  });
  test("a range takes what lies in it, and one that can't be read decides nothing", () => {
    expect(rangeTakes("[9.0.0,10.0.0)", "9.28.116")).toBe(true);
    expect(rangeTakes("[9.0.0,9.28.116)", "9.28.116")).toBe(false);
    expect(rangeTakes("(9.28.116, 10]", "9.28.116")).toBe(false);
    expect(rangeTakes("9.0.0", "9.28.116")).toBe(true);
    expect(rangeTakes("10", "9.28.116")).toBe(false);
    expect(rangeTakes("${version}", "9.28.116")).toBeNull();
  });
});
