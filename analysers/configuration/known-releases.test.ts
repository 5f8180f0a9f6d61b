import { describe, expect, it } from "vitest";
import { defaultsOf } from "@/domain/configuration/facts";
import { isVersion } from "@/domain/version";
import { reportOn, shippedKnowledge, textFile } from "./configuration.fixture";
import { configurationKnowledgeSchema } from "./knowledge";
import { sumsAddUp } from "./report";
import { targetFile } from "./target-file";
import { readToml } from "./toml";
import { printKey } from "./toml-print";
import { parseAddress } from "./xml-address";

const knowledge = await shippedKnowledge();
const withDefaults = knowledge.releases.filter((release) => defaultsOf(knowledge, release).size > 0);

/** A default as TOML; lists of tables as tables in a list. */
function tomlOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(tomlOf).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, one]) => `${printKey(name)} = ${tomlOf(one)}`);
  return `{ ${fields.join(", ")} }`;
}

/** The file that says for every key what its default says anyway. */
function defaultFile(release: string): string {
  return [...defaultsOf(knowledge, release)].map(([key, value]) => `${key} = ${tomlOf(value)}`).join("\n");
}

describe.each(withDefaults)("a file of %s that says all its defaults", (release) => {
  const file = textFile("deployment.toml", defaultFile(release));
  const report = reportOn([file], release, "4.7.0", knowledge);

  it("is read without loss", () => {
    const reading = readToml("deployment.toml", file.bytes, knowledge.elementNames);
    if (!("settings" in reading)) throw new Error(JSON.stringify(reading.problems));
    const keys = new Set(reading.settings.map(({ key }) => key.replace(/\[.*$/, "")));
    for (const key of defaultsOf(knowledge, release).keys()) expect(keys.has(key), key).toBe(true);
    expect(report.sums.read).toBe(reading.settings.length);
    expect(sumsAddUp(report.sums)).toBe(true);
  });

  it("needs nothing carried but secrets and what the upgrade takes away", () => {
    const rest = report.settings.filter(
      (one) => one.class !== "defaulted" && one.class !== "dropped" && one.secret === null,
    );
    expect(rest.map(({ key }) => key)).toEqual([]);
  });

  it("leads to a file that can be read", () => {
    const target = new TextEncoder().encode(targetFile(report));
    expect(readToml("deployment.toml", target, knowledge.elementNames)).toHaveProperty("settings");
  });
});

describe.each(knowledge.files.map((file) => [file.name, file] as const))(
  "an old %s with every element we know",
  (name, file) => {
    it("is read without loss, and nothing in it is unknown", () => {
      const text =
        file.kind === "xml"
          ? xmlOf(file.settings.map(({ at }) => at))
          : propertiesOf(file.settings.map(({ at }) => at));
      const report = reportOn([textFile(name, text)], "2.6.0", "3.2.0", knowledge);
      expect(sumsAddUp(report.sums)).toBe(true);
      expect(report.sums.read).toBeGreaterThan(0);
      const lost = report.settings.filter((one) => one.class === "unknown");
      expect(lost.map(({ key }) => key)).toEqual([]);
    });
  },
);

function propertiesOf(addresses: readonly string[]): string {
  return [...new Set(addresses)]
    .map((at) => `${at.replace("#", "1").replace("*", "some.key")}=value of ${at}`)
    .join("\n");
}

type Built = {
  name: string;
  attributes: Map<string, string>;
  texts: Map<string, string>;
  children: Built[];
  text: string;
};

/** One element of each address, with the attributes and children its conditions ask for. */
function xmlOf(addresses: readonly string[]): string {
  const roots: Built[] = [];
  for (const at of addresses) {
    const { steps, attribute, anyChild } = parseAddress(at);
    let siblings = roots;
    let last: Built | null = null;
    for (const step of steps) {
      const wanted = JSON.stringify([step.name, step.equal, step.names]);
      let next = siblings === roots ? roots[0] : siblings.find((one) => one.texts.get("wanted") === wanted);
      if (next === undefined) {
        next = {
          name: step.name,
          attributes: new Map(),
          texts: new Map([["wanted", wanted]]),
          children: [],
          text: "",
        };
        siblings.push(next);
      }
      for (const { what, is } of step.equal) {
        if (what.startsWith("@")) next.attributes.set(what.slice(1), is);
        else if (!next.children.some((child) => child.name === what)) {
          next.children.push({ name: what, attributes: new Map(), texts: new Map(), children: [], text: is });
        }
      }
      if (step.names !== null) next.attributes.set(step.names, `free ${siblings.length}`);
      last = next;
      siblings = next.children;
    }
    if (last === null) continue;
    if (attribute !== null) last.attributes.set(attribute, last.attributes.get(attribute) ?? "value");
    else if (anyChild)
      last.children.push({
        name: "freeField",
        attributes: new Map(),
        texts: new Map(),
        children: [],
        text: "value",
      });
    else last.text ||= "http://a,https://b,ws://a,wss://b?brokerlist='tcp://a:1'/x_1";
  }
  const escaped = (text: string) =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  const printed = (one: Built): string => {
    const attributes = [...one.attributes].map(([name, is]) => ` ${name}="${escaped(is)}"`).join("");
    return `<${one.name}${attributes}>${escaped(one.text)}${one.children.map(printed).join("\n")}</${one.name}>`;
  };
  return roots.map(printed).join("");
}

describe("the knowledge of the product", () => {
  it("is what its schema says, and small", async () => {
    expect(configurationKnowledgeSchema.parse(JSON.parse(JSON.stringify(knowledge)))).toEqual(knowledge);
    expect(JSON.stringify(knowledge).length).toBeLessThan(700_000);
  });

  it("names a source for every file, reason and change", () => {
    for (const file of knowledge.files) {
      expect(knowledge.sources[file.source], file.name).toBeTruthy();
      for (const { source, at } of file.dropped) expect(knowledge.sources[source], at).toBeTruthy();
    }
    for (const change of knowledge.changes) expect(change.source.length, change.key).toBeGreaterThan(4);
  });

  it("says of every change which releases it lies between", () => {
    for (const { after, by, key } of knowledge.changes) {
      expect((after === null && by === null) || (isVersion(after ?? "") && isVersion(by ?? "")), key).toBe(
        true,
      );
    }
  });

  it("says no mapping twice", () => {
    for (const { name, settings } of knowledge.files) {
      const said = settings.map(({ at, key }) => `${at} ${key}`);
      expect(new Set(said).size, name).toBe(said.length);
    }
  });
});
