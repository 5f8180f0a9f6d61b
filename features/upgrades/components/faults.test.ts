import { describe, expect, it } from "vitest";
import { type Draft, emptyDraft } from "./draft";
import { faultsIn, firstFaulty, partOf } from "./faults";

const path = { reason: null, isNewest: true, needsSupportCase: false };
const environment = (name: string, kind: "dev" | "prod", lead = 1) => ({
  id: crypto.randomUUID(),
  name,
  kind,
  slots: { entry: {}, exit: { lead } },
});
const draft: Draft = {
  ...emptyDraft,
  playbook: { slug: "small", version: "1.0.0" },
  from: "1",
  to: "2",
  environments: [environment("Dev", "dev"), environment("Prod", "prod")],
  members: [{ userId: "a", roles: ["engineer"] }],
  key: "APIM-45",
  title: "To 4.5",
};

describe("A draft of an upgrade", () => {
  it("without a fault can be sent", () => {
    expect(firstFaulty(draft, path)).toBeNull();
  });
  it("with two environments of one name says so at the second", () => {
    const twice = {
      ...draft,
      environments: [environment("Dev", "dev"), environment("dev ", "dev"), environment("Prod", "prod")],
    };
    expect(faultsIn("environments", twice, path)).toEqual([
      { field: "environments.1.name", message: "Two environments are called dev." },
    ]);
  });
  it("with an exit nobody signs says so at that gate", () => {
    const unsigned = { ...draft, environments: [environment("Dev", "dev", 0), environment("Prod", "prod")] };
    expect(faultsIn("environments", unsigned, path)).toMatchObject([{ field: "environments.0.slots.exit" }]);
  });
  it("with a member without a role says so at the member", () => {
    const idle = { ...draft, members: [{ userId: "a", roles: [] }] };
    expect(faultsIn("people", idle, path)).toMatchObject([{ field: "members.0.roles" }]);
    expect(firstFaulty(idle, path)).toBe("people");
  });
  it("asks for the support case where the path needs one", () => {
    expect(faultsIn("versions", draft, { ...path, needsSupportCase: true })).toMatchObject([
      { field: "supportCase" },
    ]);
  });
  it("has a part for whatever the server finds", () => {
    expect(["from", "answers.tenants", "environments.2.name", "members.0.roles", "key"].map(partOf)).toEqual([
      "versions",
      "questions",
      "environments",
      "people",
      "name",
    ]);
  });
});
