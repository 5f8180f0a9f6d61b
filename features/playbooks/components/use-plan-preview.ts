"use client";

import { useEffect, useState } from "react";
import type { z } from "zod";
import type { EnvironmentKind } from "@/domain/environment";
import { getPlaybookAction, previewPathAction, previewPlanAction } from "../actions";
import type { getPlaybook, listPlaybooks, previewPath, previewPlan } from "../queries/wizard";

export type PlaybookRow = z.output<typeof listPlaybooks.output>["playbooks"][number];
export type PlaybookDetails = z.output<typeof getPlaybook.output>;
export type PathAnswer = z.output<typeof previewPath.output>;
export type PlanPreview = z.output<typeof previewPlan.output>;

/** As much of a new upgrade as the server needs to say what becomes of it. */
export interface PreviewedDraft {
  playbook: { slug: string; version: string } | null;
  from: string;
  to: string;
  answers: Record<string, string | boolean>;
  environments: readonly { name: string; kind: EnvironmentKind }[];
}

/** Typing settles this long before the server is asked, in ms. */
const pause = 250;

/** What the server makes of the draft: the playbook's details, the path between the releases, the plan. Late answers to old questions are dropped. */
export function usePlanPreview(draft: PreviewedDraft) {
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
    const { answers, environments } = JSON.parse(asked) as {
      answers: PreviewedDraft["answers"];
      environments: { name: string; kind: EnvironmentKind }[];
    };
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
