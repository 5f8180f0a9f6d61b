import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { AcceptForm } from "@/features/people/components/accept-form";
import { Door } from "@/features/people/components/door";
import { invitationLead, invitationTitle } from "@/features/people/components/invitation-words";
import { JoinAs } from "@/features/people/components/join-as";
import { SignOutForm } from "@/features/people/components/sign-out-form";
import { viewInvitation } from "@/features/people/queries/invitation";
import { askAnyone, viewer } from "@/lib/page";
import { paths } from "@/lib/paths";

// The address is a secret: it must not travel on in a Referer.
export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer" };

export default async function InvitationPage({ params }: { params: Promise<{ secret: string }> }) {
  const { secret } = await params;
  const [link, person] = await Promise.all([askAnyone(viewInvitation, { secret }), viewer()]);
  if (!link.ok) {
    return (
      <Door title={link.code === "gone" ? "This link no longer works" : "No such link"} lead={link.message}>
        <LinkButton href={paths.signIn()} className="justify-center">
          Go to sign-in
        </LinkButton>
      </Door>
    );
  }
  const invitation = link.output;
  const here = paths.invitation(secret);
  const frame = { title: invitationTitle(invitation), lead: invitationLead(invitation) };
  if (invitation.kind === "upgrade" && person) {
    return (
      <Door {...frame}>
        <div className="flex flex-col gap-3">
          <JoinAs secret={secret} name={person.name} />
          <SignOutForm callbackUrl={here}>Join as somebody else</SignOutForm>
        </div>
      </Door>
    );
  }
  if (person && invitation.kind !== "reset") {
    return (
      <Door {...frame}>
        <Notice tone="warning" className="mb-4" title={`You are signed in as ${person.name}.`}>
          This link is for somebody new. Sign out to use it, or leave it to whom it was made for.
        </Notice>
        <SignOutForm callbackUrl={here}>Sign out and use the link</SignOutForm>
      </Door>
    );
  }
  if (invitation.hasAccount && invitation.kind !== "reset") {
    return (
      <Door {...frame}>
        <Notice className="mb-4">
          {invitation.email} has an account here already. Sign in, and you come back to this link.
        </Notice>
        <LinkButton href={paths.signIn({ callbackUrl: here })} variant="primary" className="justify-center">
          Sign in to join
        </LinkButton>
      </Door>
    );
  }
  return (
    <Door {...frame}>
      <AcceptForm secret={secret} invitation={invitation} />
    </Door>
  );
}
