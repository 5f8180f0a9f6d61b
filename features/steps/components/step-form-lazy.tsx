"use client";

import { lazy, Suspense } from "react";
import type { StepFormProps } from "./step-form";

const Loaded = lazy(() => import("./step-form").then((module) => ({ default: module.StepForm })));

/** StepForm, which arrives when it is opened: most who tick steps never edit one. */
export function StepFormLazy(props: StepFormProps) {
  return (
    <Suspense fallback={null}>
      <Loaded {...props} />
    </Suspense>
  );
}
