import { describe, expect, it } from "vitest";
import { attestStep } from "@/features/steps/commands/arrange";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { bothPages, guidedWorld } from "@/scripts/testing/guides";
import { expectSettled } from "@/scripts/testing/settled";
import { stepOf, type World, world } from "@/scripts/testing/world";
import { chooseVersionPath } from "./commands";
import { getVersionPath } from "./queries";

const installation = (more: object = {}) =>
  world({
    playbook: { slug: "wso2-api-manager", version: "1.4.0" },
    from: "3.2.0",
    to: "4.5.0",
    targetReason: "The connector is certified up to 4.5.0.",
    supportCase: "CS1",
    ...more,
  });
const paths = (w: World) => answer(getVersionPath, w.viewer, { upgrade: w.key });

describe("The version path of an upgrade", () => {
  it("shows every way with its evidence, and what each release on the way changes", async () => {
    const w = await installation();
    const view = await paths(w);
    expect(view.ways[0]).toMatchObject({ proposed: true, chosen: true });
    expect(view.ways.length).toBeGreaterThan(2);
    expect(new Set(view.ways.map(({ id }) => id)).size).toBe(view.ways.length);
    expect(view.ways.flatMap(({ contradictions }) => contradictions).length).toBeGreaterThan(0);
    const versions = view.releases.map(({ version }) => version);
    expect(versions).toEqual(["3.2.1", "4.0.0", "4.1.0", "4.2.0", "4.3.0", "4.4.0", "4.5.0"]);
    const facts = view.releases.at(-1)?.facts.map(({ label }) => label);
    expect(facts).toEqual(expect.arrayContaining(["JDK accepted by the start script", "Configuration"]));
    expect(view.releases.flatMap(({ changes }) => changes).length).toBeGreaterThan(10);
  });

  it("lists the pages to read about it, with who read which version", async () => {
    const w = await guidedWorld();
    const { id: step } = await stepOf(w.key, null, "P-02");
    await execute(attestStep, w.lead, { upgrade: w.key, step, pages: bothPages("as of May") });
    expect((await paths(w)).pages).toEqual([
      {
        id: "process",
        title: "Upgrading process",
        url: "https://docs.example/process",
        step: "P-02",
        readBy: [{ name: "Omar", version: "as of May" }],
      },
      expect.objectContaining({ id: "guide", readBy: [{ name: "Omar", version: "as of May" }] }),
    ]);
  });

  it("is chosen with a reason that history keeps, once per look at it", async () => {
    const w = await installation();
    const { ways, version } = await paths(w);
    const other = ways.find(({ chosen }) => !chosen)?.id ?? "";
    const choice = { upgrade: w.key, version, way: other, reason: "Support recommends it." };
    await expect(execute(chooseVersionPath, w.engineer, choice)).rejects.toMatchObject({ code: "forbidden" });
    await execute(chooseVersionPath, w.lead, choice);
    await expect(execute(chooseVersionPath, w.lead, choice)).rejects.toMatchObject({
      code: "version_conflict",
    });
    await expect(
      execute(chooseVersionPath, w.lead, { ...choice, version: version + 1 }),
    ).rejects.toMatchObject({ code: "refused" });
    await expect(
      execute(chooseVersionPath, w.lead, { ...choice, version: version + 1, way: "9.9.9" }),
    ).rejects.toThrow("is not one of the ways");
    const after = await paths(w);
    expect(after.ways.filter(({ chosen }) => chosen).map(({ id }) => id)).toEqual([other]);
    expect(after.reason).toBe("Support recommends it.");
    const event = await reader.auditEvent.findFirstOrThrow({
      where: { type: "upgrade.pathChosen" },
      orderBy: { seq: "desc" },
    });
    expect(event.data).toMatchObject({ reason: "Support recommends it." });
    await expectSettled(w.key);
  });
});
