import { redirect } from "next/navigation";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { DemoPeople } from "@/features/people/components/demo-people";
import { Door } from "@/features/people/components/door";
import { SignInForm } from "@/features/people/components/sign-in-form";
import { viewer } from "@/lib/page";
import { returnPath } from "@/lib/return-path";
import { demoPeople, isDemo, isEmptyInstance } from "@/lib/sign-in";

export const metadata = { title: "Sign in" };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ callbackUrl?: string | string[] }>;
}) {
  const callbackUrl = returnPath((await searchParams).callbackUrl);
  if (await viewer()) redirect(callbackUrl);
  if (await isEmptyInstance()) {
    return (
      <Door title="Nobody is here yet">
        <EmptyState title="Open the link that was printed at the start">
          The server printed a one-time link when it started: it creates the first admin. Starting it again
          prints a new one.
        </EmptyState>
      </Door>
    );
  }
  const people = await demoPeople();
  const banner = isDemo() ? (
    <Notice tone="warning" className="rounded-none border-x-0 border-t-0" title="This is a sample.">
      Anybody who can reach this address goes in as anybody, and everything is thrown away when it stops.
    </Notice>
  ) : null;
  return (
    <Door
      title="Sign in"
      lead={isDemo() ? undefined : "Somebody new? Ask an admin or a lead for a link."}
      banner={banner}
    >
      {people.length > 0 ? <DemoPeople people={people} callbackUrl={callbackUrl} /> : null}
      <SignInForm callbackUrl={callbackUrl} focus={people.length === 0} />
    </Door>
  );
}
