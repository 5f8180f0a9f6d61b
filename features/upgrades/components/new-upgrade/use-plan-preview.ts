"use client";

import { useEffect, useState } from "react";
import { getPlaybookAction, previewPathAction, previewPlanAction } from "@/features/playbooks/actions";
import type { Draft } from "./draft";
import type { PlanPreview } from "./questions-part";
import type { PathAnswer, PlaybookDetails } from "./versions-part";

/** Typing settles this long before the server is asked, in ms. */
const pause = 250;

/** What the server makes of the draft: the playbook's details, the path between the releases, the plan. Late answers to old questions are dropped. */
export function usePlanPreview(draft: Draft) {
  const [details, setDetails] = useState<PlaybookDetails | null>(null);
  const [path, setPath] = useState<PathAnswer | null>(null);
  const [preview, setPreview] = useState<PlanPreview | null>(null);
  const slug = draft.playbook?.slug;
  const version = draft.playbook?.version;

  useEffect(() => {
    let current = true;
    setDetails(null);
    if (slug && version)
      void getPlaybookAction({ slug, version }).then(
        (answer) => current && answer.ok && setDetails(answer.output),
      );
    return () => {
      current = false;
    };
  }, [slug, version]);

  useEffect(() => {
    let current = true;
    setPath(null);
    if (slug && version && draft.from && draft.to) {
      void previewPathAction({ slug, version, from: draft.from, to: draft.to }).then(
        (answer) => current && answer.ok && setPath(answer.output),
      );
    }
    return () => {
      current = false;
    };
  }, [slug, version, draft.from, draft.to]);

  const asked = JSON.stringify({
    answers: draft.answers,
    environments: draft.environments.map(({ name, kind }) => ({ name, kind })),
  });
  useEffect(() => {
    let current = true;
    if (!slug || !version || !draft.from || !draft.to) {
      setPreview(null);
      return;
    }
    const { answers, environments } = JSON.parse(asked) as Pick<Draft, "answers" | "environments">;
    const timer = setTimeout(() => {
      void previewPlanAction({ slug, version, from: draft.from, to: draft.to, answers, environments }).then(
        (answer) => current && answer.ok && setPreview(answer.output),
      );
    }, pause);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [slug, version, draft.from, draft.to, asked]);

  return { details, path, preview };
}
