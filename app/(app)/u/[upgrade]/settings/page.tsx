import { Page } from "@/components/layout/page";
import { Section } from "@/components/layout/section";
import { PageTitle } from "@/components/ui/page-title";
import { Arrange } from "@/features/environments/components/arrange";
import { listEnvironments } from "@/features/environments/queries";
import { getPlaybook, previewPlan } from "@/features/playbooks/queries/wizard";
import { AnswersForm } from "@/features/upgrades/components/answers-form";
import { Closing } from "@/features/upgrades/components/closing";
import { DetailsForm } from "@/features/upgrades/components/details-form";
import { PreviousLink } from "@/features/upgrades/components/previous-link";
import { getPrevious, viewUpgrade } from "@/features/upgrades/queries";
import { ask, signedIn } from "@/lib/page";

export const metadata = { title: "Settings" };

export default async function SettingsPage({ params }: { params: Promise<{ upgrade: string }> }) {
  const { upgrade: key } = await params;
  const [person, view, { environments }, linked] = await Promise.all([
    signedIn(),
    ask(viewUpgrade, { upgrade: key }),
    ask(listEnvironments, { upgrade: key }),
    ask(getPrevious, { upgrade: key }),
  ]);
  const { slug, version } = view.playbook;
  const { releaseList } = await ask(getPlaybook, { slug, version });
  const plan = await ask(previewPlan, {
    slug,
    version,
    from: view.from,
    to: view.to,
    answers: view.answers,
    environments: environments.map(({ name, kind }) => ({ name, kind })),
  });
  return (
    <Page width="reading">
      <PageTitle path={view.key} lead={`${view.playbook.title} ${version}, ${view.from} → ${view.to}`}>
        Settings
      </PageTitle>
      <Section title="The upgrade">
        <DetailsForm upgrade={view} zones={["UTC", ...Intl.supportedValuesOf("timeZone")]} />
      </Section>
      <Section
        title="Environments"
        lead="What lies below an environment that has started can't change any more. Signatures are set at each gate."
      >
        <Arrange upgrade={key} environments={environments} refused={view.refused} />
      </Section>
      <AnswersForm
        upgrade={key}
        version={view.version}
        questions={plan.questions}
        answers={view.answers}
        refused={view.refused["upgrade.changeAnswers"] ?? null}
      />
      <Section title="Hop before">
        <PreviousLink
          upgrade={view}
          linked={linked}
          zone={person.timeZone ?? view.homeZone}
          now={new Date().toISOString()}
        />
      </Section>
      <Section title="Rules and closing">
        <Closing upgrade={view} releases={releaseList.map((release) => release.version)} />
      </Section>
    </Page>
  );
}
