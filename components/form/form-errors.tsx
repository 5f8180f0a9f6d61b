"use client";

import { Notice } from "@/components/ui/notice";
import type { ActionForm } from "./use-action-form";

export type FormErrorsProps = {
  form: Pick<ActionForm, "failure" | "problems">;
  className?: string;
};

/**
 * Why the form was refused, above its fields, with a link to each field to put right. What is wrong with a field stands
 * beside it and not here, unless the form has no place for it. Nothing until there is a refusal.
 */
export function FormErrors({ form, className }: FormErrorsProps) {
  const { failure, problems } = form;
  if (!failure) return null;
  const fields = failure.code === "invalid_input" && problems.length > 0;
  return (
    <div data-form-errors tabIndex={-1} className={className}>
      <Notice tone="error" title={fields ? "Nothing was saved yet. Please correct:" : failure.message} live>
        {problems.length > 0 ? (
          <ul className="mt-1 list-disc pl-4">
            {problems.map((problem) => (
              <li key={problem.name}>
                {problem.id ? (
                  <a
                    href={`#${problem.id}`}
                    className="link"
                    onClick={(event) => {
                      event.preventDefault();
                      document.getElementById(problem.id ?? "")?.focus();
                    }}
                  >
                    {problem.label}
                  </a>
                ) : (
                  problem.label
                )}
                {problem.beside ? null : `: ${problem.message}`}
              </li>
            ))}
          </ul>
        ) : null}
      </Notice>
    </div>
  );
}
