import { Page } from "@/components/layout/page";
import { Section } from "@/components/layout/section";
import { DataTable } from "@/components/table/data-table";
import { Card } from "@/components/ui/card";
import { PageTitle } from "@/components/ui/page-title";
import { UploadPlaybook } from "@/features/playbooks/components/upload-playbook";
import { listPlaybooks } from "@/features/playbooks/queries/wizard";
import { ask } from "@/lib/page";

export const metadata = { title: "Playbooks" };

export default async function PlaybooksPage() {
  const { playbooks } = await ask(listPlaybooks, {});
  return (
    <Page>
      <PageTitle lead="What upgrades are made from: releases and paths, questions, steps, tests. An upgrade keeps the version it was made from.">
        Playbooks
      </PageTitle>
      <Card>
        <DataTable
          caption="Playbooks"
          rows={playbooks}
          rowKey={(row) => `${row.slug} ${row.version}`}
          empty={null}
          columns={[
            {
              key: "title",
              header: "Playbook",
              cell: (row) => (
                <span>
                  <span className="font-semibold">{row.title}</span>{" "}
                  <span className="font-mono text-sm text-ink-3">
                    {row.slug} {row.version}
                  </span>
                  <span className="block max-w-prose font-normal text-ink-2">{row.description}</span>
                </span>
              ),
            },
            {
              key: "origin",
              header: "From",
              cell: (row) => (row.origin === "built_in" ? "Liftlock" : "your team"),
            },
            {
              key: "releases",
              header: "Releases",
              align: "end",
              cell: (row) => `${row.releases}, up to ${row.newest}`,
            },
            { key: "steps", header: "Steps", align: "end", cell: (row) => row.steps },
            { key: "tests", header: "Test cases", align: "end", cell: (row) => row.testCases },
          ]}
        />
      </Card>
      <Section
        title="Your own"
        lead="Anyone can write one; docs/playbooks.md says how. It is checked before it is taken."
      >
        <UploadPlaybook />
      </Section>
    </Page>
  );
}
