import { FollowPage } from "./follow-page";

/** Keeps a page that a server rendered up to date with other people's changes; shows nothing. */
export function LiveRefresh({ upgrade }: { upgrade: string }) {
  return <FollowPage upgrade={upgrade} readAt={Date.now()} />;
}
