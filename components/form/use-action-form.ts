"use client";

import { unstable_rethrow } from "next/navigation";
import {
  type FormEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
  useTransition,
} from "react";
import { type ActionFailure, type ActionResult, messageFor } from "./action-result";
import { FormValues } from "./form-values";
import { useHeldPage } from "./use-held-page";

export type ActionFormOptions<Input, Output> = {
  action: (input: Input) => Promise<ActionResult<Output>>;
  /** Reads the typed input from what is in the form. */
  input: (values: FormValues) => Input;
  onSuccess?: (output: Output) => void;
  /** Refusals that need more than a message, e.g. a conflict that shows both versions. Return true when handled. */
  onFailure?: (failure: ActionFailure) => boolean;
};

export type FormProblem = {
  name: string;
  label: string;
  message: string;
  id: string | null;
  /** The form shows the message beside the field. */
  beside: boolean;
};

export type ActionForm = {
  /** Spread on the <form>. */
  formProps: {
    ref: RefObject<HTMLFormElement | null>;
    onSubmit: (event: FormEvent<HTMLFormElement>) => void;
    onInput: () => void;
    noValidate: true;
  };
  pending: boolean;
  /** True from the first key on until it was saved. */
  dirty: boolean;
  failure: ActionFailure | null;
  /** The field errors with their labels, in the order of the form, for FormErrors. */
  problems: readonly FormProblem[];
  errorOf: (name: string) => string | undefined;
};

/**
 * Sends a form to an action function. What was typed stays in its fields whatever comes back: a refusal, an error of the
 * server, no connection. The first wrong field gets the focus, or the summary when no field is to blame. Leaving the
 * page with unsaved text asks first; a second press while the first is on its way does nothing.
 */
export function useActionForm<Input, Output>(options: ActionFormOptions<Input, Output>): ActionForm {
  const ref = useRef<HTMLFormElement>(null);
  const latest = useRef(options);
  const asked = useRef(new Set<string>());
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [problems, setProblems] = useState<readonly FormProblem[]>([]);
  const [dirty, setDirty] = useState(false);
  const [pending, start] = useTransition();
  useEffect(() => {
    latest.current = options;
  });
  useHeldPage(dirty);
  useEffect(() => {
    if (failure) focusFirst(ref.current, problems);
  }, [failure, problems]);

  function submit(event: FormEvent<HTMLFormElement>) {
    const form = event.currentTarget;
    // The form of a dialog opened from this one: its events pass through here, but they are its own.
    if (event.target !== form) return;
    // Without this React would empty the form after the action, refusal or not.
    event.preventDefault();
    if (pending) return;
    const values = new FormValues(new FormData(form));
    start(async () => {
      const result = await run(latest.current, values);
      start(() => {
        if (result.ok) {
          setFailure(null);
          setProblems([]);
          setDirty(false);
          latest.current.onSuccess?.(result.output);
        } else if (!latest.current.onFailure?.(result)) {
          setFailure(result);
          setProblems(problemsOf(form, result, asked.current));
        }
      });
    });
  }

  return {
    formProps: { ref, onSubmit: submit, onInput: useCallback(() => setDirty(true), []), noValidate: true },
    pending,
    dirty,
    failure,
    problems,
    errorOf: (name) => {
      asked.current.add(name);
      return messageFor(failure, name);
    },
  };
}

async function run<Input, Output>(
  options: ActionFormOptions<Input, Output>,
  values: FormValues,
): Promise<ActionResult<Output>> {
  try {
    return await options.action(options.input(values));
  } catch (error) {
    unstable_rethrow(error);
    const message = "The server could not be reached. What you typed is still here; try again.";
    return { ok: false, code: "unreachable", message };
  }
}

function problemsOf(
  form: HTMLFormElement,
  failure: ActionFailure,
  shown: ReadonlySet<string>,
): FormProblem[] {
  const found = Object.keys(failure.fieldErrors ?? {}).map((name) => {
    const field = fieldOf(form, name);
    const label = field?.closest(".field")?.querySelector("[data-label]")?.textContent ?? name;
    const message = messageFor(failure, name) ?? "";
    return { name, label, message, id: field?.id || null, beside: shown.has(name), field };
  });
  const order = [...form.elements];
  const at = (field: Element | null) => (field ? order.indexOf(field) : order.length);
  return found.sort((a, b) => at(a.field) - at(b.field)).map(({ field: _, ...problem }) => problem);
}

function focusFirst(form: HTMLFormElement | null, problems: readonly FormProblem[]) {
  const first = problems.map((problem) => form && fieldOf(form, problem.name)).find(Boolean);
  (first ?? form?.querySelector<HTMLElement>("[data-form-errors]"))?.focus();
}

/** The element to focus for a field name: a custom field marks it with data-field, because its named input is hidden. */
function fieldOf(form: HTMLFormElement, name: string): HTMLElement | null {
  const named = `[data-field="${CSS.escape(name)}"], [name="${CSS.escape(name)}"]:not([type=hidden])`;
  return form.querySelector<HTMLElement>(named);
}
