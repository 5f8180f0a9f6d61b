"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FileDrop } from "@/components/form/file-drop";
import { Select } from "@/components/form/select";
import { Notice } from "@/components/ui/notice";
import type { ImportSummary } from "../schema";
import { ImportResult } from "./import-result";
import { sendResults } from "./send-file";

export type ImportResultsProps = {
  upgrade: string;
  environments: readonly { key: string; name: string }[];
  runs: readonly { id: string; number: number; title: string; environment: { key: string } }[];
  /** Why nothing can be imported; null when it can. */
  reason: string | null;
};

const limit = 50 * 1024 * 1024;

/** Drop a result file, say where it belongs, see what came of it. */
export function ImportResults({ upgrade, environments, runs, reason }: ImportResultsProps) {
  const router = useRouter();
  const [environment, setEnvironment] = useState(runs[0]?.environment.key ?? environments[0]?.key ?? "");
  const [run, setRun] = useState("");
  const [done, setDone] = useState<readonly ImportSummary[]>([]);
  if (reason) return <Notice>{reason}</Notice>;
  const open = runs.filter((one) => one.environment.key === environment);
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <Select
          label="Environment"
          value={environment}
          options={environments.map(({ key, name }) => ({ value: key, label: name }))}
          onChange={(event) => {
            setEnvironment(event.target.value);
            setRun("");
          }}
        />
        <Select
          label="Run"
          value={run}
          empty="A new run"
          options={open.map(({ id, number, title }) => ({ value: id, label: `Run ${number}: ${title}` }))}
          onChange={(event) => setRun(event.target.value)}
        />
      </div>
      <FileDrop
        label="Drop JUnit XML here"
        hint="Surefire, Gradle, pytest, Jest, Newman, Playwright, k6, SoapUI and others write it. Cases are found by their code in the name (TC-31), by a property, or by what you mapped before."
        accept=".xml,text/xml,application/xml"
        maxBytes={limit}
        paste={false}
        upload={async (file) => {
          const sent = await sendResults(upgrade, { file, environment, run: run || undefined });
          if (!sent.ok) return sent;
          setDone((was) => [sent.answer, ...was]);
          router.refresh();
          return { ok: true };
        }}
      />
      {done.map((summary) => (
        <ImportResult key={summary.id} upgrade={upgrade} summary={summary} />
      ))}
    </div>
  );
}
