import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/ui/page-title";
import { Overview } from "@/features/api-docs/components/overview";
import { signedIn } from "@/lib/page";
import { reference } from "./reference";

export const metadata = { title: "API" };

export default async function ApiDocsPage() {
  await signedIn();
  return (
    <Page width="reading">
      <PageTitle lead="Everything the screens do can be done by programs too.">API</PageTitle>
      <div className="mt-4">
        <Overview {...reference()} />
      </div>
    </Page>
  );
}
