import { expect, test } from "vitest";
import { loadKnowledge } from "@/analysers/load-knowledge";
import { topologyKnowledge, topologyOf } from "@/analysers/topology-knowledge";

const loaded = await loadKnowledge("playbooks/wso2-api-manager", "topology", topologyKnowledge);
const knowledge = loaded?.knowledge ?? null;

test("the knowledge that comes along is what its schema says", () => {
  expect(knowledge).not.toBeNull();
});

test("each release has the profiles or packs of its time; of the oldest nothing is known", () => {
  if (knowledge === null) throw new Error("no knowledge");
  const packs = (release: string) =>
    topologyOf(knowledge, release)?.profiles.find(({ role }) => role === "key_manager")?.profile;
  expect(packs("3.2.0")).toBe("api-key-manager");
  expect(packs("4.2.0")).toBe("api-key-manager-deprecated");
  expect(packs("4.5.0")).toBe("key-manager");
  expect(topologyOf(knowledge, "2.6.0")).toBeNull();
});

test("links lead from and to roles that the release has", () => {
  for (const { profiles, links } of knowledge?.releases ?? []) {
    const roles = profiles.flatMap(({ role, contains }) => [role, ...contains]);
    for (const { from, to } of links) expect(roles).toEqual(expect.arrayContaining([from, to]));
  }
});
