"use client";

import { lazy, Suspense } from "react";
import type { WithDetails } from "./step-panel-props";

const Loaded = lazy(() =>
  import("./step-attestations").then((module) => ({ default: module.StepAttestations })),
);

/** StepAttestations, which arrives where a step is attested: one of a hundred is. */
export function StepAttestationsLazy(props: WithDetails) {
  return (
    <Suspense fallback={null}>
      <Loaded {...props} />
    </Suspense>
  );
}
