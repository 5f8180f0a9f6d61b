"use client";

import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/link-button";
import { Notice, type NoticeTone } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { ProgressPanels } from "@/features/progress/components/progress-panels";
import type { ProgressView } from "@/features/progress/schema";
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

interface HomeProps {
  home: HomeView;
  progress: Promise<ProgressView>;
  zone: string;
  now: string;
  /** What else is to be known of the upgrade, under the sentence. */
  note: ReactNode;
}

/** The overview of an upgrade: one sentence, the locks, three lists. Follows other people's changes by itself. */
export function Home({ home, progress, zone, now, note }: HomeProps) {
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
      {note}
      <HomeLocks home={home} zone={zone} now={now} />
      <HomeCards home={home} zone={zone} now={now} />
      <ProgressPanels upgrade={home.key} progress={progress} zone={zone} now={now} />
    </>
  );
}
