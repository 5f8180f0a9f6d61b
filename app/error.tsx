"use client";

import { Button } from "@/components/ui/button";
import { ErrorPanel } from "@/components/ui/error-panel";

/** What is left when a whole page fails: what happened, that nothing was lost, and the way to try again. */
export default function PageFailed({ error }: { error: Error & { digest?: string } }) {
  return (
    <main id="main" className="mx-auto max-w-[560px] px-5 py-10">
      <h1 className="sr-only">Liftlock could not show this page</h1>
      <ErrorPanel
        title="This page could not be shown."
        reference={error.digest}
        action={
          <Button size="sm" onClick={() => window.location.reload()}>
            Try again
          </Button>
        }
      >
        The server or its database did not answer as it should. Whatever was saved is kept; nothing was
        changed by looking. If it stays like this, give the reference to whoever runs this Liftlock.
      </ErrorPanel>
    </main>
  );
}
