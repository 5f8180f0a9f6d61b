import { beforeAll, describe, expect, it } from "vitest";
import * as state from "@/features/steps/commands/state";
import { reader } from "@/lib/db";
import { loadUpgradeFacts } from "@/lib/facts";
import { rememberedUpgrade } from "@/lib/kept-upgrade";
import { expectSettled } from "@/scripts/testing/settled";
import { act, openDev } from "@/scripts/testing/steps";
import { type World, world } from "@/scripts/testing/world";

describe("The facts of an upgrade that are remembered", () => {
  let w: World;
  let id = "";
  beforeAll(async () => {
    w = await world();
    await openDev(w);
    ({ id } = await reader.upgrade.findUniqueOrThrow({ where: { key: w.key }, select: { id: true } }));
  });

  const remembered = async () => {
    const seqOf = async (chain: string) =>
      (await reader.auditChain.findUnique({ where: { id: chain } }))?.seq ?? 0;
    return rememberedUpgrade(id, { upgrade: await seqOf(id), instance: await seqOf("instance") });
  };

  it("are those of the last event after work on a step, its clock and the gate's count included", async () => {
    await act(w, w.engineer, state.startStep, "dev", "D-02");
    const facts = await remembered();
    expect(facts?.environments.find(({ key }) => key === "dev")?.startedAt).not.toBeNull();
    expect(facts?.environments).toEqual((await loadUpgradeFacts(reader, id)).environments);
    await expectSettled(w.key);
  });

  it("are remembered again by the change after one that was refused", async () => {
    await expect(act(w, w.engineer, state.finishStep, "dev", "D-02")).rejects.toThrow();
    await act(w, w.engineer, state.blockStep, "dev", "D-02", { reason: "No dump yet" });
    expect(await remembered()).not.toBeNull();
    await expectSettled(w.key);
  });
});
