import { describe, expect, it } from "vitest";
import { eventTypes } from "./event";
import { eventGroupOf, eventTypesOf } from "./event-group";
import { eventGroups } from "./event-group-name";

describe("Groups of events", () => {
  it("hold every type exactly once, and none is empty", () => {
    const all = eventGroups.flatMap((group) => eventTypesOf(group));
    expect([...all].sort()).toEqual([...eventTypes].sort());
    expect(eventGroups.filter((group) => eventTypesOf(group).length === 0)).toEqual([]);
  });

  it("know nothing of a type from a newer version", () => {
    expect(eventGroupOf("moonPhase.changed")).toBeNull();
    expect(eventGroupOf("waiver.approved")).toBe("waivers");
  });
});
