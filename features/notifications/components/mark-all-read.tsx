"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/toast";
import { readNotificationsAction } from "../actions";
import { readEvent } from "./waiting";

/** Marks everything as read, and says how much that was. */
export function MarkAllRead({ unread }: { unread: number }) {
  const router = useRouter();
  const [pending, setPending] = useState(false);
  async function mark() {
    setPending(true);
    const result = await readNotificationsAction({});
    setPending(false);
    notify(
      result.ok
        ? {
            message:
              result.output.read === 1 ? "1 notification read" : `${result.output.read} notifications read`,
          }
        : { tone: "error", message: result.message },
    );
    window.dispatchEvent(new Event(readEvent));
    router.refresh();
  }
  return (
    <Button onClick={mark} pending={pending} reason={unread === 0 ? "There is nothing unread." : null}>
      Mark all read
    </Button>
  );
}
