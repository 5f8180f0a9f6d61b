"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { paths } from "@/lib/paths";
import { acceptInvitationAction } from "../actions";

/** Joins the upgrade of a link as the person who is signed in. */
export function JoinAs({ secret, name }: { secret: string; name: string }) {
  const router = useRouter();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  async function join() {
    setPending(true);
    const result = await acceptInvitationAction({ secret }).catch(() => null);
    if (result?.ok)
      return router.replace(result.output.upgrade ? paths.upgrade(result.output.upgrade) : paths.portfolio());
    setRefusal(result?.message ?? "The server could not be reached. Nothing was changed; try again.");
    setPending(false);
  }
  return (
    <div className="flex flex-col gap-3">
      {refusal ? (
        <Notice tone="error" live>
          {refusal}
        </Notice>
      ) : null}
      <Button variant="primary" pending={pending} onClick={join} className="justify-center">
        Join as {name}
      </Button>
    </div>
  );
}
