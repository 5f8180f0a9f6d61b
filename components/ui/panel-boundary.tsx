"use client";

import { catchError, type ErrorInfo } from "next/error";
import { Button } from "./button";
import { ErrorPanel } from "./error-panel";

export type PanelBoundaryProps = {
  /** What is inside, as the start of a sentence: "The comments", "This chart". */
  what: string;
};

/**
 * Keeps one panel's failure inside that panel: the rest of the page stays, and Try again asks the server once more.
 * Redirects and not-found pass through it untouched.
 */
export const PanelBoundary = catchError<PanelBoundaryProps>(({ what }, info: ErrorInfo) => (
  <ErrorPanel
    title={`${what} could not be shown.`}
    reference={digestOf(info.error)}
    action={
      <Button size="sm" onClick={() => info.retry()}>
        Try again
      </Button>
    }
  />
));

function digestOf(error: unknown): string | undefined {
  return error instanceof Error && "digest" in error && typeof error.digest === "string"
    ? error.digest
    : undefined;
}
