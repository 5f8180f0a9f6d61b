import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deriveTopology, type TopologyAsked } from "@/domain/topology/derive";
import { deployments, type NodeRole, type PlannedNode, type ReleaseTopology } from "@/domain/topology/facts";

const profile = (role: NodeRole, contains: NodeRole[] = []) => ({
  profile: role.replaceAll("_", "-"),
  role,
  label: role,
  pack: "pack",
  start: "start.sh",
  contains,
  why: "because",
  scaling: "grows",
});
const release = (contained: boolean): ReleaseTopology => ({
  profiles: [
    profile("all_in_one", ["control", "gateway", "key_manager", "traffic"]),
    profile("control", contained ? ["key_manager"] : []),
    profile("gateway"),
    profile("traffic"),
    profile("key_manager"),
  ],
  usual: 2,
  gatewaysPerTraffic: 10,
  links: [
    { from: "gateway", to: "control", label: "loads" },
    { from: "gateway", to: "key_manager", label: "validates" },
    { from: "control", to: "key_manager", label: "registers" },
  ],
  opaque: "They are looked up.",
  notes: [],
  source: "docs",
});
const answers = {
  deployment: "distributed",
  severalControlNodes: true,
  separateKeyManager: false,
  externalKeyManager: null,
} as const;
const derive = (given: Partial<TopologyAsked> = {}) =>
  deriveTopology({
    release: release(true),
    answers,
    opaqueApplications: 0,
    nodes: [],
    ratio: null,
    ...given,
  });
const counts = (given: Partial<TopologyAsked> = {}) =>
  Object.fromEntries(derive(given).nodes.map((node) => [node.profile, node.count]));
const gateways = (count: number): PlannedNode[] =>
  Array.from({ length: count }, () => ({
    profile: "gateway",
    side: "new",
    cores: 4,
    memoryGb: 8,
    environment: "Production",
    reserved: true,
  }));

describe("which nodes there are", () => {
  test("without opaque tokens the control plane's key manager is enough", () => {
    expect(counts()).toEqual({ control: 2, gateway: 2, traffic: 2 });
  });
  test("as soon as applications stay opaque the key manager has nodes of its own, and it is said why", () => {
    expect(counts({ opaqueApplications: 3 })).toMatchObject({ "key-manager": 2 });
    const node = derive({ opaqueApplications: 1 }).nodes.find(({ role }) => role === "key_manager");
    expect(node?.why).toBe("1 application keeps opaque tokens. They are looked up.");
  });
  test("applications that keep opaque tokens need it also while nobody has counted them", () => {
    const { nodes } = derive({ opaqueApplications: null });
    expect(nodes.find(({ role }) => role === "key_manager")?.why).toContain("nobody has counted");
  });
  test("where it is apart today it stays apart, and so it does in releases that know it no other way", () => {
    expect(counts({ answers: { ...answers, separateKeyManager: true } })).toHaveProperty("key-manager");
    expect(counts({ release: release(false) })).toHaveProperty("key-manager");
  });
  test("everything in one has one node, or as many as keep running", () => {
    expect(counts({ answers: { ...answers, deployment: "all-in-one" } })).toEqual({ "all-in-one": 1 });
    expect(counts({ answers: { ...answers, deployment: "active-active" } })).toEqual({ "all-in-one": 2 });
  });
  test("one node with the portals stays one, and what is planned counts before what is usual", () => {
    expect(counts({ answers: { ...answers, severalControlNodes: false }, nodes: gateways(3) })).toMatchObject(
      { control: 1, gateway: 3 },
    );
  });
  test("somebody else's key manager is drawn and not installed", () => {
    const { nodes, links } = derive({ answers: { ...answers, externalKeyManager: "Okta" } });
    expect(nodes.at(-1)).toMatchObject({ label: "Okta", pack: null });
    expect(links).toContainEqual(expect.objectContaining({ from: "gateway", to: "external-key-manager" }));
  });
});

describe("how many key managers the gateways need", () => {
  test("follows the ratio, and never fewer than keep running", () => {
    expect(counts({ opaqueApplications: 1, nodes: gateways(9), ratio: 2 })).toMatchObject({
      "key-manager": 5,
    });
    expect(counts({ opaqueApplications: 1, nodes: gateways(2), ratio: 4 })).toMatchObject({
      "key-manager": 2,
    });
  });
  test("without a ratio is asked for, and too few are told", () => {
    expect(derive({ opaqueApplications: 1 }).notes.join()).toContain("not published");
    const planned = [...gateways(9), { ...gateways(1)[0], profile: "key-manager" } as PlannedNode];
    expect(derive({ opaqueApplications: 1, nodes: planned, ratio: 2 }).notes.join()).toContain(
      "need 5; 1 is planned",
    );
  });
  test("key managers that are planned though nobody stays opaque are told and not drawn", () => {
    const planned = [...gateways(2), { ...gateways(1)[0], profile: "key-manager" } as PlannedNode];
    const { nodes, notes } = derive({ nodes: planned });
    expect(nodes.map(({ profile: name }) => name)).not.toContain("key-manager");
    expect(notes.join()).toContain(
      "1 × key_manager planned, and nothing that is answered or decided asks for it",
    );
  });
  test("more gateways than one group of traffic nodes serves, and nodes nobody knows, are told", () => {
    expect(derive({ nodes: gateways(11) }).notes.join()).toContain("plan 2 groups");
    const odd = gateways(1).map((node) => ({ ...node, profile: "worker" }));
    expect(derive({ nodes: odd }).notes).toEqual([
      "A node “worker” is planned, and the release has no such profile.",
    ]);
  });
});

describe("whatever is asked", () => {
  const asked = fc.record({
    release: fc.boolean().map(release),
    answers: fc.record({
      deployment: fc.constantFrom(...deployments),
      severalControlNodes: fc.boolean(),
      separateKeyManager: fc.boolean(),
      externalKeyManager: fc.constantFrom(null, "Okta"),
    }),
    opaqueApplications: fc.nat(5_000),
    nodes: fc.nat(30).map(gateways),
    ratio: fc.option(fc.oneof(fc.nat(10), fc.double({ noNaN: false })), { nil: null }),
  });
  const keyManagers = (given: TopologyAsked) =>
    deriveTopology(given)
      .nodes.filter(({ role }) => role === "key_manager")
      .reduce((sum, { count }) => sum + count, 0);

  test("more opaque applications never remove a key manager", () => {
    fc.assert(
      fc.property(asked, fc.nat(100), (given, more) => {
        const opaqueApplications = given.opaqueApplications + more;
        expect(keyManagers({ ...given, opaqueApplications })).toBeGreaterThanOrEqual(keyManagers(given));
      }),
    );
  });
  test("links connect nodes that are there, and every node is counted and explained", () => {
    fc.assert(
      fc.property(asked, (given) => {
        const { nodes, links } = deriveTopology(given);
        const names = new Set(nodes.map((node) => node.profile));
        for (const { from, to } of links) expect(names.has(from) && names.has(to)).toBe(true);
        for (const { count, why } of nodes) expect(count >= 1 && why !== "").toBe(true);
      }),
    );
  });
});
