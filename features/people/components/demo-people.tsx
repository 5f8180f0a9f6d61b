import { Avatar } from "@/components/ui/avatar";
import { Card } from "@/components/ui/card";
import { signInToDemoAction } from "../actions";

export interface DemoPerson {
  id: string;
  name: string;
  isAdmin: boolean;
  roles: readonly string[];
}

/** The people of the sample instance, one click each; a button per person, so it works without scripts. */
export function DemoPeople({ people, callbackUrl }: { people: readonly DemoPerson[]; callbackUrl: string }) {
  return (
    <Card title="Go in as" className="mb-6">
      <ul aria-label="People of the sample">
        {people.map((person) => (
          <li key={person.id} className="border-t border-line">
            <form action={signInToDemoAction}>
              <input type="hidden" name="person" value={person.id} />
              <input type="hidden" name="callbackUrl" value={callbackUrl} />
              <button
                type="submit"
                className="flex w-full items-center gap-2.5 px-3.5 py-2 text-left hover:bg-sunken"
              >
                <Avatar name={person.name} named />
                <span className="min-w-0 flex-1 truncate font-medium">{person.name}</span>
                <span className="text-xs text-ink-3">
                  {[...person.roles, ...(person.isAdmin ? ["admin"] : [])].join(", ")}
                </span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </Card>
  );
}
