"use client";

import { useEffect, useState } from "react";
import { toastHostDoor } from "./toast";

type Sonner = typeof import("sonner");

/**
 * The place where messages appear; once, in the root layout. Its library is fetched when the browser has nothing better to do, or
 * at the first message, so that it costs no page its start.
 */
export function ToastHost() {
  const [sonner, setSonner] = useState<Sonner | null>(null);
  useEffect(() => {
    let gone = false;
    const load = () => {
      import("sonner").then(
        (module) => !gone && setSonner(module),
        // Offline: the next message tries again.
        () => toastHostDoor.onWake(load),
      );
    };
    toastHostDoor.onWake(load);
    const idle = setTimeout(load, 3000);
    return () => {
      gone = true;
      clearTimeout(idle);
    };
  }, []);
  return sonner ? <Host sonner={sonner} /> : null;
}

function Host({ sonner }: { sonner: Sonner }) {
  useEffect(() => toastHostDoor.ready(sonner), [sonner]);
  const { Toaster } = sonner;
  return (
    <Toaster
      position="bottom-right"
      closeButton
      visibleToasts={4}
      containerAriaLabel="Messages"
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: "toast",
          error: "toast-error",
          title: "font-medium",
          description: "toast-detail",
          actionButton: "btn btn-sm",
          closeButton: "toast-close",
        },
      }}
    />
  );
}
