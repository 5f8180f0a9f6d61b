import { describe, expect, it } from "vitest";
import { setVariables } from "@/features/environments/commands/values";
import { decideItem } from "@/features/inventory/commands/decide";
import { addItem } from "@/features/inventory/commands/items";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import { type World, world } from "@/scripts/testing/world";
import { getTopology } from "./queries/topology";

const installation = (answers: Record<string, string | boolean> = {}) =>
  world({
    answers,
    playbook: { slug: "wso2-api-manager", version: "1.4.0" },
    from: "3.2.0",
    to: "4.5.0",
    targetReason: "The connector is certified up to 4.5.0.",
    supportCase: "CS1",
  });
const topology = (w: World, environment?: string) =>
  answer(getTopology, w.viewer, { upgrade: w.key, ...(environment && { environment }) });
const add = (
  w: World,
  kind: string,
  title: string,
  fields: Record<string, string | number | boolean>,
  environments: string[] = [],
) => execute(addItem, w.engineer, { upgrade: w.key, kind, title, fields, environments });
const countsOf = async (w: World, environment?: string) =>
  Object.fromEntries(
    ((await topology(w, environment)).topology?.nodes ?? []).map(({ profile, count }) => [profile, count]),
  );
const gateways = (w: World, count: number, environments: string[] = []) =>
  add(
    w,
    "node",
    `Gateways ${count} ${environments.join()}`,
    { side: "new", profile: "Gateway", count, cores: 4, memoryGb: 8, reserved: false },
    environments,
  );

describe("The topology of the new stack", () => {
  it("is proposed from release and answers before a node is listed, and says what it assumed", async () => {
    const w = await installation();
    const view = await topology(w);
    expect(view.environment).toEqual({ key: "prod", name: "Prod" });
    expect(view.topology?.nodes.map(({ profile, count, planned }) => [profile, count, planned])).toEqual([
      ["control-plane", 2, false],
      ["universal-gateway", 2, false],
      ["traffic-manager", 2, false],
    ]);
    expect(view.asks.map(({ where }) => where)).toEqual(["answers", "answers", "answers", "applications"]);
    expect(view).toMatchObject({ nodesListed: 0, capacity: [], gaps: [], ratio: null });
    expect(view.text).toContain("wso2am-universal-gw");
    const answered = await installation({
      topology: "distributed",
      keyManager: "wso2-is",
      severalControlPlaneNodes: false,
      opaqueTokens: false,
    });
    expect((await topology(answered)).asks).toEqual([]);
    expect(await countsOf(answered)).toMatchObject({ "control-plane": 1, "external-key-manager": 1 });
  });

  it("gets key managers of its own as soon as an application is decided to stay on opaque tokens", async () => {
    const w = await installation({ topology: "distributed", keyManager: "resident" });
    const { id, code, version } = await add(w, "application", "Kiosk", { tokens: "opaque" });
    expect((await topology(w)).tokens).toEqual({ applications: 1, staying: 0, undecided: 1 });
    expect(await countsOf(w)).not.toHaveProperty("key-manager");
    await execute(decideItem, w.engineer, {
      upgrade: w.key,
      item: code,
      version,
      verdict: "opaque",
      reason: "Its firmware stores 36 characters",
    });
    expect(id).toBeDefined();
    const view = await topology(w);
    expect(view.tokens).toEqual({ applications: 1, staying: 1, undecided: 0 });
    expect(view.ratio).toEqual({ gateways: 2, keyManagers: 2, measured: null });
    expect(view.asks.map(({ where }) => where)).toContain("variables");

    await gateways(w, 9);
    await execute(setVariables, w.engineer, {
      upgrade: w.key,
      environment: "prod",
      variables: [{ name: "gateways_per_key_manager", value: "2", version: 0 }],
    });
    expect((await topology(w)).ratio).toEqual({ gateways: 9, keyManagers: 5, measured: 2 });
    expect((await topology(w, "dev")).ratio).toEqual({ gateways: 9, keyManagers: 2, measured: null });
  });

  it("is drawn with key managers while opaque tokens are answered and nobody has listed who uses them", async () => {
    const w = await installation({ topology: "distributed", opaqueTokens: true });
    const view = await topology(w);
    expect(view.topology?.nodes.find(({ role }) => role === "key_manager")?.why).toContain(
      "nobody has counted",
    );
    expect(view.asks.map(({ message }) => message).join()).toContain("none is listed");
  });

  it("sums what both stacks take in each environment, and names what nobody has said", async () => {
    const w = await installation();
    await gateways(w, 3, ["prod"]);
    await add(
      w,
      "node",
      "Old gateway",
      { side: "old", profile: "gateway-worker", count: 2, cores: 8, memoryGb: 16 },
      ["prod"],
    );
    await add(w, "node", "Control plane", { side: "new", profile: "wso2am-acp", cores: 4 }, ["dev"]);
    const { capacity, gaps, nodesListed } = await topology(w);
    expect(nodesListed).toBe(3);
    expect(capacity.map(({ environment }) => environment.key)).toEqual(["dev", "prod"]);
    expect(capacity[1]).toMatchObject({
      old: { nodes: 2, cores: 16, memoryGb: 32 },
      new: { nodes: 3, cores: 12, memoryGb: 24 },
      both: { nodes: 5, cores: 28, memoryGb: 56 },
      extra: { nodes: 3, cores: 12, memoryGb: 24 },
      reservation: "not_reserved",
    });
    expect(gaps).toEqual([
      { code: "NO-3", title: "Control plane", lacks: ["memory", "whether it is reserved"] },
    ]);
  });

  it("is not drawn for a product nobody has described, and is not found in an environment that is not there", async () => {
    const w = await world();
    expect(await topology(w)).toMatchObject({ topology: null, text: "", asks: [] });
    await expect(topology(w, "moon")).rejects.toMatchObject({ code: "not_found" });
  });
});
