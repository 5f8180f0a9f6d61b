import { LinkButton } from "@/components/ui/link-button";
import { Notice, type NoticeTone } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { ProgressPanels } from "@/features/progress/components/progress-panels";
import type { HomeView } from "../schema";
import { HomeCards } from "./home-cards";
import { HomeLocks } from "./home-locks";

const tones: Record<HomeView["say"]["tone"], NoticeTone> = {
  blocked: "error",
  stale: "warning",
  waiting: "info",
  doing: "info",
  done: "success",
};

/** The overview of an upgrade: one sentence, the locks, three lists. Follows other people's changes by itself. */
export function Home({ home, zone, now }: { home: HomeView; zone: string; now: string }) {
  const [first = "", ...rest] = home.say.sentence.split(/(?<=:) /);
  return (
    <>
      <LiveRefresh upgrade={home.key} />
      <PageTitle path={`${home.from} → ${home.to}`} meta={home.product}>
        {home.title}
      </PageTitle>
      <Notice
        tone={tones[home.say.tone]}
        title={first}
        action={
          <LinkButton href={home.say.href} size="sm">
            {home.say.action}
          </LinkButton>
        }
        className="my-4"
      >
        {rest.join(" ")}
        {rest.length > 0 ? "." : ""}
      </Notice>
      <HomeLocks home={home} zone={zone} now={now} />
      <HomeCards home={home} zone={zone} now={now} />
      <ProgressPanels upgrade={home.key} zone={zone} now={now} />
    </>
  );
}
