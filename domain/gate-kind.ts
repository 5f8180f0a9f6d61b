/** The two checkpoints of an environment: may we start, and is it proven. Steps name the one that needs them. */
export const gateKinds = ["entry", "exit"] as const;
export type GateKind = (typeof gateKinds)[number];

/** What a gate says: blockers are open, only signatures are missing, or one may pass. */
export const gateStates = ["shut", "ready", "open"] as const;
export type GateState = (typeof gateStates)[number];

/** A gate as other gates speak of it. */
export type GateName = {
  readonly environmentId: string;
  readonly environmentName: string;
  /** Of the environment, from 0. */
  readonly position: number;
  readonly gate: GateKind;
};

/** Place of a gate on the way up: entry 0, exit 0, entry 1, exit 1 … by the environment's position from 0. */
export function gateOrder(gate: Pick<GateName, "position" | "gate">): number {
  return gate.position * 2 + (gate.gate === "exit" ? 1 : 0);
}

/** "Pre-prod exit". */
export function gateLabel(environmentName: string, gate: GateKind): string {
  return `${environmentName} ${gate}`;
}
