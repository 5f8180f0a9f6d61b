/** How the steps of a run are laid out in lanes. */
export const arrangements = ["phase", "team", "person"] as const;
export type Arrangement = (typeof arrangements)[number];

/** A step as far as its lane goes. `team` is empty where somebody is in none. */
export type LaneStep = {
  readonly phase: string;
  readonly assignee: { readonly id: string; readonly name: string; readonly team: string } | null;
};

/** Steps that stand together, in the order they were given. `key` is the same as long as the lane is. */
export type Lane<Step> = { readonly key: string; readonly title: string; readonly steps: readonly Step[] };

type Place = { readonly key: string; readonly title: string; readonly rank: number };

/** Steps nobody has are a lane of their own, the last one: who looks at the others sees that something is left. */
const nobody: Place = { key: "nobody", title: "Nobody yet", rank: 2 };

function placeOf({ phase, assignee }: LaneStep, by: Arrangement): Place {
  if (by === "phase") return { key: `phase ${phase}`, title: phase, rank: 0 };
  if (assignee === null) return nobody;
  if (by === "person") return { key: `person ${assignee.id}`, title: assignee.name, rank: 0 };
  return assignee.team === ""
    ? { key: "no team", title: "No team", rank: 1 }
    : { key: `team ${assignee.team}`, title: assignee.team, rank: 0 };
}

/** Every step in exactly one lane. Phases in the order of the steps; teams and people by name, then who is in no team, then nobody's. */
export function lanesOf<Step extends LaneStep>(steps: readonly Step[], by: Arrangement): Lane<Step>[] {
  const lanes = new Map<string, { place: Place; steps: Step[] }>();
  for (const step of steps) {
    const place = placeOf(step, by);
    const lane = lanes.get(place.key);
    if (lane) lane.steps.push(step);
    else lanes.set(place.key, { place, steps: [step] });
  }
  const all = [...lanes.values()];
  if (by !== "phase")
    all.sort((a, b) => a.place.rank - b.place.rank || a.place.title.localeCompare(b.place.title));
  return all.map((lane) => ({ key: lane.place.key, title: lane.place.title, steps: lane.steps }));
}
