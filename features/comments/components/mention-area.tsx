"use client";

import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from "react";
import { TextArea, type TextAreaProps } from "@/components/form/text-area";
import { completeMention, mentionBefore, peopleMatching } from "@/domain/mention";

export type MentionPerson = { id: string; name: string };

type MentionAreaProps = Omit<TextAreaProps, "value" | "onChange"> & {
  people: readonly MentionPerson[];
  value: string;
  onChange: (text: string) => void;
};

const most = 6;

/**
 * A text in which @ offers people: arrows move, Enter or Tab takes, Escape closes. The focus stays in the text; what is
 * marked is told by aria-activedescendant.
 */
export function MentionArea({ people, value, onChange, onKeyDown, ...area }: MentionAreaProps) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [at, setAt] = useState(0);
  /** Where the caret goes once the text with the name is drawn. */
  const next = useRef<number | null>(null);
  const typed = caret === null ? null : mentionBefore(value, caret);
  const offered = typed ? peopleMatching(typed.query, people).slice(0, most) : [];
  const marked = offered[Math.min(at, offered.length - 1)];
  useLayoutEffect(() => {
    if (next.current === null) return;
    field.current?.setSelectionRange(next.current, next.current);
    next.current = null;
  });

  const take = (person: MentionPerson) => {
    if (!typed || caret === null) return;
    const done = completeMention(value, typed.start, caret, person.name);
    next.current = done.caret;
    setCaret(null);
    onChange(done.text);
    field.current?.focus();
  };
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!marked || event.metaKey || event.ctrlKey) return onKeyDown?.(event);
    if (step !== undefined)
      setAt((Math.min(at, offered.length - 1) + step + offered.length) % offered.length);
    else if (event.key === "Enter" || event.key === "Tab") take(marked);
    else if (event.key === "Escape") {
      // Only the list closes, not what the text stands in.
      event.stopPropagation();
      setCaret(null);
    } else return onKeyDown?.(event);
    event.preventDefault();
  };
  return (
    <div className="grid gap-1">
      <TextArea
        {...area}
        ref={field}
        value={value}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={marked ? `${id}-people` : undefined}
        aria-activedescendant={marked ? `${id}-${marked.id}` : undefined}
        onChange={(event) => {
          setCaret(event.target.selectionStart);
          setAt(0);
          onChange(event.target.value);
        }}
        onKeyDown={keys}
        onBlur={() => setCaret(null)}
      />
      <p role="status" className="sr-only">
        {marked ? `${offered.length} to mention; arrows choose, Enter takes` : ""}
      </p>
      {marked ? (
        <div
          id={`${id}-people`}
          role="listbox"
          aria-label="People to mention"
          className="rounded-lg border border-line bg-surface py-1"
        >
          {offered.map((person) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard works on the text, which keeps the focus
            <div
              key={person.id}
              id={`${id}-${person.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={person === marked}
              className="menu-item"
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(person)}
            >
              {person.name}
            </div>
          ))}
        </div>
      ) : null}
    </div>
  );
}
