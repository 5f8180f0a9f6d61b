import { LinkButton } from "@/components/ui/link-button";
import { Door } from "@/features/people/components/door";
import { paths } from "@/lib/paths";

export const metadata = { title: "Not found" };

/** For every address that leads nowhere, and for what the person who asks may not know of: the two must look the same. */
export default function NotFound() {
  return (
    <Door
      title="There is nothing here for you"
      lead="The address may be mistyped or old, or it belongs to an upgrade you are not a member of. Whoever leads that upgrade can add you under People."
    >
      <LinkButton href={paths.portfolio()} variant="primary">
        To your upgrades
      </LinkButton>
    </Door>
  );
}
