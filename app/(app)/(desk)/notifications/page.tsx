import { Page } from "@/components/layout/page";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLinks } from "@/components/ui/filter-links";
import { LinkButton } from "@/components/ui/link-button";
import { PageTitle } from "@/components/ui/page-title";
import { MarkAllRead } from "@/features/notifications/components/mark-all-read";
import { NotificationRow } from "@/features/notifications/components/notification-row";
import { listNotifications } from "@/features/notifications/queries";
import { ask, signedIn } from "@/lib/page";
import { paths } from "@/lib/paths";

export const metadata = { title: "Notifications" };

/** Everything the person was told, latest first. */
export default async function NotificationsPage({
  searchParams,
}: {
  searchParams: Promise<{ show?: string; cursor?: string }>;
}) {
  const { show, cursor } = await searchParams;
  const shown = show === "unread" ? "unread" : "all";
  const [person, { items, next, unread }] = await Promise.all([
    signedIn(),
    ask(listNotifications, {
      show: shown,
      limit: 50,
      ...(typeof cursor === "string" && { cursor: cursor.slice(0, 100) }),
    }),
  ]);
  const zone = person.timeZone ?? "UTC";
  const now = new Date().toISOString();
  return (
    <Page width="reading">
      <PageTitle actions={<MarkAllRead unread={unread} />}>Notifications</PageTitle>
      <FilterLinks
        label="Which notifications"
        className="my-3"
        filters={[
          { href: paths.notifications(), label: "All", current: shown === "all" },
          {
            href: paths.notifications({ show: "unread" }),
            label: "Unread",
            count: unread,
            current: shown === "unread",
          },
        ]}
      />
      <Card>
        {items.length === 0 ? (
          <EmptyState title={shown === "unread" ? "Nothing unread" : "No notifications yet"}>
            You are told here when you are given a step or test, when somebody mentions you, when a gate wants
            your signature or opens, when something you can clear blocks a gate, and when a signature of yours
            goes stale.
          </EmptyState>
        ) : (
          <ul aria-label="Notifications">
            {items.map((item) => (
              <NotificationRow key={item.id} item={item} zone={zone} now={now} />
            ))}
          </ul>
        )}
      </Card>
      {next ? (
        <LinkButton
          href={paths.notifications({ ...(shown === "unread" && { show: "unread" }), cursor: next })}
          className="mt-3"
        >
          Older notifications
        </LinkButton>
      ) : null}
    </Page>
  );
}
