import { describe, expect, it } from "vitest";
import { addEnvironment } from "@/features/environments/commands/arrange";
import { finishStep, markStepNotApplicable, reopenStep } from "@/features/steps/commands/state";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import { act, openDev } from "@/scripts/testing/steps";
import { world } from "@/scripts/testing/world";
import { getProgress } from "./queries";

describe("The progress of an upgrade over time", () => {
  it("follows from its history and ends where each environment stands", async () => {
    const w = await world();
    const untouched = await answer(getProgress, w.viewer, { upgrade: w.key });
    expect(
      untouched.environments.map(({ name, points }) => [
        name,
        points.map(({ done, total }) => `${done}/${total}`),
      ]),
    ).toEqual([
      ["Dev", ["0/4"]],
      ["Pre-prod", ["0/4"]],
      ["Prod", ["0/4"]],
    ]);
    await openDev(w);
    await act(w, w.lead, markStepNotApplicable, "dev", "D-05", { reason: "nothing to tidy" });
    const dev = async () =>
      (await answer(getProgress, w.viewer, { upgrade: w.key })).environments.find(({ key }) => key === "dev");
    expect((await dev())?.points.at(-1)).toMatchObject({ done: 1, total: 3 });
    await act(w, w.engineer, reopenStep, "dev", "D-01", { reason: "another disk" });
    expect((await dev())?.points.at(-1)).toMatchObject({ done: 0, total: 3 });
    await act(w, w.engineer, finishStep, "dev", "D-01");
    expect((await dev())?.points.at(-1)).toMatchObject({ done: 1, total: 3 });
    expect((await dev())?.points[0]).toMatchObject({ done: 0, total: 4 });
    expect((await dev())?.tests).toMatchObject({ not_run: 2, total: 2 });
  });

  it("begins for an added environment when it was added", async () => {
    const w = await world();
    await execute(addEnvironment, w.lead, { upgrade: w.key, name: "Load", kind: "other" });
    const { environments, from } = await answer(getProgress, w.viewer, { upgrade: w.key });
    const added = environments.find(({ name }) => name === "Load");
    expect(added?.points[0]?.total).toBeGreaterThan(0);
    expect(new Date(added?.points[0]?.at ?? 0).getTime()).toBeGreaterThan(new Date(from).getTime());
  });

  it("is for members only", async () => {
    const w = await world();
    await expect(answer(getProgress, w.outsider, { upgrade: w.key })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(answer(getProgress, null, { upgrade: w.key })).rejects.toMatchObject({
      code: "not_signed_in",
    });
  });
});
