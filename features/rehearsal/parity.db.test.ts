import { expect, it } from "vitest";
import { addItem } from "@/features/inventory/commands/items";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import { world } from "@/scripts/testing/world";
import { setTraits } from "./commands/parity";
import { getParity } from "./queries/parity";

it("Parity proposes what the inventory says of each environment, and never writes it down by itself", async () => {
  const w = await world({
    playbook: { slug: "wso2-api-manager", version: "1.4.0" },
    from: "3.2.0",
    to: "4.5.0",
    targetReason: "The connector is certified up to 4.5.0.",
    supportCase: "CS1",
  });
  const node = (title: string, count: number, environment: string) =>
    execute(addItem, w.engineer, {
      upgrade: w.key,
      kind: "node",
      title,
      fields: { side: "new", profile: "Gateway", count, cores: 4, java: "21", os: "Debian 12" },
      environments: [environment],
    });
  const { code } = await node("Gateways of pre-prod", 2, "pre-prod");
  await node("Gateways of production", 4, "prod");
  const look = async (key: string) => {
    const { lines } = await answer(getParity, w.viewer, { upgrade: w.key, environment: "pre-prod" });
    const line = lines.find((one) => one.key === key);
    return [line?.here, line?.hereProposal, line?.production, line?.productionProposal?.value ?? null];
  };
  const source = `1 line of the new stack in the inventory: ${code}`;
  expect(await look("nodes")).toEqual([null, { value: "2", source }, null, "4"]);
  expect(await look("jvm")).toEqual([null, { value: "21", source }, null, "21"]);
  expect(await look("tenants")).toEqual([null, null, null, null]);

  const write = (value: string, version: number) =>
    execute(setTraits, w.engineer, {
      upgrade: w.key,
      environment: "pre-prod",
      traits: [{ key: "nodes", value, version }],
    });
  await write("3", 0);
  // What was typed stays; that the inventory says something else is shown beside it.
  expect((await look("nodes")).slice(0, 2)).toEqual(["3", { value: "2", source }]);
  await expect(write("2", 0)).rejects.toMatchObject({ code: "version_conflict" });
  await write("2", 1);
  expect((await look("nodes")).slice(0, 2)).toEqual(["2", null]);
});
