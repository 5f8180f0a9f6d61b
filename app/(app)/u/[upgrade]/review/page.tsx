import type { Metadata } from "next";
import { Page } from "@/components/layout/page";
import { ReviewScreen } from "@/features/review/components/review-screen";
import { getReview } from "@/features/review/queries";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask, signedIn } from "@/lib/page";

export const metadata: Metadata = { title: "Review" };

export default async function ReviewPage({ params }: { params: Promise<{ upgrade: string }> }) {
  const { upgrade } = await params;
  const [person, own, view] = await Promise.all([
    signedIn(),
    ask(viewUpgrade, { upgrade }),
    ask(getReview, { upgrade }),
  ]);
  return (
    <Page>
      <ReviewScreen
        upgrade={upgrade}
        view={view}
        zone={person.timeZone ?? own.homeZone}
        now={new Date().toISOString()}
        refused={own.refused["upgrade.review"] ?? null}
      />
    </Page>
  );
}
