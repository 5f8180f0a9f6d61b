import { Checkbox } from "@/components/form/checkbox";
import { FieldError } from "@/components/form/field";
import { type Role, roleNames, roles } from "@/domain/role";

const does: Record<Role, string> = {
  lead: "changes the plan, the people and what gates need; works and signs",
  engineer: "works on steps and tests; signs what others did",
  manager: "decides: signs gates, approves waivers",
  viewer: "reads everything, changes nothing",
};

/** Choose one or more roles, each with what it may do. The form sends them under `roles`. */
export function RoleChecks({ held = [], error }: { held?: readonly Role[]; error?: string }) {
  return (
    <fieldset className="field" data-field="roles" aria-describedby={error ? "roles-error" : undefined}>
      <legend className="field-label mb-1">
        <span data-label>Roles</span>
      </legend>
      <div className="flex flex-col gap-2">
        {roles.map((role) => (
          <Checkbox
            key={role}
            name="roles"
            value={role}
            label={roleNames[role]}
            hint={does[role]}
            defaultChecked={held.includes(role)}
          />
        ))}
      </div>
      <FieldError id="roles">{error}</FieldError>
    </fieldset>
  );
}

/** The roles ticked in a form; anything else sent under that name is left out. */
export const rolesOf = (values: { all(name: string): string[] }): Role[] =>
  roles.filter((role) => values.all("roles").includes(role));
