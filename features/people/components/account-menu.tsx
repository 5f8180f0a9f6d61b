"use client";

import { Ellipsis } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { Menu } from "@/components/ui/menu";
import { notify } from "@/components/ui/toast";
import { disablePersonAction, enablePersonAction, resetPasswordAction, setAdminAction } from "../actions";
import type { AccountView } from "../schema";
import { OneTimeLink } from "./one-time-link";

type Asked = "disable" | "enable" | "admin" | "reset";

/** What an admin can do about one account, each asked once before it happens. */
export function AccountMenu({ account, isMe, zone }: { account: AccountView; isMe: boolean; zone: string }) {
  const router = useRouter();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [link, setLink] = useState<{ link: string; expiresAt: string } | null>(null);
  const { id: person, name, version, isAdmin, disabledAt } = account;
  const disabled = disabledAt === null ? null : "This account is disabled. Enable it first.";

  async function run(what: Asked, reason: string) {
    if (what === "reset") {
      const made = await resetPasswordAction({ person });
      if (made.ok) setLink(made.output);
      return made;
    }
    const result =
      what === "disable"
        ? await disablePersonAction({ person, version, reason })
        : what === "enable"
          ? await enablePersonAction({ person, version })
          : await setAdminAction({ person, version, isAdmin: !isAdmin });
    if (result.ok)
      notify({
        message: {
          disable: `Disabled ${name}`,
          enable: `Enabled ${name}`,
          admin: isAdmin ? `${name} is no longer an admin` : `${name} is an admin now`,
        }[what],
      });
    router.refresh();
    return result;
  }

  const texts = {
    disable: {
      title: `Disable ${name}?`,
      body: `${name} is signed out everywhere and can't sign in; tokens stop working. What they did and signed stays. You can enable the account again.`,
      verb: "Disable",
    },
    enable: {
      title: `Enable ${name} again?`,
      body: `${name} can sign in with the password they had, and is again in the upgrades they were in.`,
      verb: "Enable",
    },
    admin: isAdmin
      ? {
          title: `Take the admin right from ${name}?`,
          body: "Roles in upgrades stay as they are.",
          verb: "Take it",
        }
      : {
          title: `Make ${name} an admin?`,
          body: "Admins invite, disable and enable people and make other admins. It gives no role in any upgrade.",
          verb: "Make admin",
        },
    reset: {
      title: `Make a link for ${name} to choose a new password?`,
      body: "Nothing changes until the link is used; then all their sessions end. An older link stops working.",
      verb: "Make the link",
    },
  } satisfies Record<Asked, { title: string; body: string; verb: string }>;

  return (
    <>
      <Menu
        iconOnly
        size="sm"
        variant="quiet"
        label={`Actions for ${name}`}
        trigger={<Ellipsis size={16} />}
        items={[
          { label: "New password by link…", reason: disabled, onSelect: () => setAsked("reset") },
          {
            label: isAdmin ? "Take the admin right…" : "Make admin…",
            reason: isAdmin ? null : disabled,
            onSelect: () => setAsked("admin"),
          },
          { kind: "separator", key: "line" },
          disabledAt
            ? { label: "Enable…", onSelect: () => setAsked("enable") }
            : {
                label: "Disable…",
                danger: true,
                reason: isMe ? "You can't disable your own account. Ask another admin." : null,
                onSelect: () => setAsked("disable"),
              },
        ]}
      />
      {asked ? (
        <ConfirmDialog
          open
          onClose={() => setAsked(null)}
          title={texts[asked].title}
          confirmLabel={texts[asked].verb}
          danger={asked === "disable"}
          reason={
            asked === "disable"
              ? { label: "Why", hint: "Kept in the history, and in that of their upgrades.", required: true }
              : undefined
          }
          onConfirm={(reason) => run(asked, reason)}
        >
          {texts[asked].body}
        </ConfirmDialog>
      ) : null}
      {link ? (
        <Dialog
          open
          onClose={() => setLink(null)}
          title="Link for a new password"
          width="wide"
          footer={<Button onClick={() => setLink(null)}>Done</Button>}
        >
          <OneTimeLink {...link} to={name} zone={zone} />
        </Dialog>
      ) : null}
    </>
  );
}
