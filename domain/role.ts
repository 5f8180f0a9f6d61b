/** What a member may be in one upgrade; a person can hold several. Being admin of the instance is not a role. */
export const roles = ["lead", "engineer", "manager", "viewer"] as const;
export type Role = (typeof roles)[number];

/** Roles that can be asked to sign a gate: a viewer only looks. */
export const signingRoles = ["lead", "engineer", "manager"] as const satisfies readonly Role[];

/** The word on screen for one person of the role. */
export const roleNames: Record<Role, string> = {
  lead: "Lead",
  engineer: "Engineer",
  manager: "Manager",
  viewer: "Viewer",
};

/** Somebody who belongs to the upgrade, with every role they hold in it. */
export type Member = { readonly id: string; readonly name: string; readonly roles: readonly Role[] };

/** True when the person holds at least one of the wanted roles. */
export function hasRole(held: readonly Role[], ...wanted: readonly Role[]): boolean {
  return wanted.some((role) => held.includes(role));
}
