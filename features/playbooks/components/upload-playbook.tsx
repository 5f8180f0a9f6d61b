"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { uploadPlaybookAction } from "../actions";

interface Problem {
  file: string;
  line: number;
  column: number;
  key: string;
  message: string;
}

/** Takes a playbook as one YAML file; every problem is listed with line and key. */
export function UploadPlaybook() {
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [message, setMessage] = useState<{ tone: "error" | "success"; text: string } | null>(null);
  const upload = async (file: File | undefined) => {
    if (!file) return;
    setPending(true);
    const result =
      file.size > 2 * 1024 * 1024
        ? ({ ok: false, message: "A playbook is at most 2 MB." } as const)
        : await uploadPlaybookAction({ fileName: file.name, yaml: await file.text() });
    setPending(false);
    if (result.ok) {
      setProblems([]);
      const advice = result.output.advice.length > 0 ? ` Advice: ${result.output.advice.join(" ")}` : "";
      setMessage({
        tone: "success",
        text: `${result.output.product}: ${result.output.slug} ${result.output.version} is here, with ${result.output.steps} steps.${advice}`,
      });
      router.refresh();
      return;
    }
    setProblems(
      ("details" in result ? (result.details?.problems as Problem[] | undefined) : undefined) ?? [],
    );
    setMessage({ tone: "error", text: result.message });
  };
  return (
    <div className="grid gap-3">
      <label className="field-label" htmlFor="playbook-file">
        A playbook in one YAML file
      </label>
      <input
        id="playbook-file"
        type="file"
        accept=".yaml,.yml"
        disabled={pending}
        onChange={(event) => void upload(event.target.files?.[0])}
      />
      {pending ? <p role="status">Reading…</p> : null}
      {message ? (
        <Notice tone={message.tone} live title={message.tone === "error" ? "It was not taken." : undefined}>
          {message.text}
        </Notice>
      ) : null}
      {problems.length > 0 ? (
        <ul className="grid gap-1 font-mono text-sm">
          {problems.map((problem) => (
            <li
              key={`${problem.file} ${problem.line} ${problem.column} ${problem.message}`}
              className="wrap-anywhere"
            >
              {problem.file}:{problem.line}:{problem.column} {problem.key ? `${problem.key}: ` : ""}
              {problem.message}
            </li>
          ))}
        </ul>
      ) : null}
      {message?.tone === "error" ? (
        <Button
          size="sm"
          variant="quiet"
          className="justify-self-start"
          onClick={() => {
            setMessage(null);
            setProblems([]);
          }}
        >
          Clear
        </Button>
      ) : null}
    </div>
  );
}
