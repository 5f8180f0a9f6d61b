import { Page } from "@/components/layout/page";
import { EmptyState } from "@/components/ui/empty-state";

/** Inside an upgrade: its tabs stay, so there is always a way on. */
export default function NotFoundInUpgrade() {
  return (
    <Page width="reading">
      <EmptyState title="This upgrade has no such page" headingLevel={2}>
        An environment, step, test case or run may have been renamed or removed since the link was made. The
        sections above lead to everything there is; <kbd>Ctrl</kbd> <kbd>K</kbd> searches it.
      </EmptyState>
    </Page>
  );
}
