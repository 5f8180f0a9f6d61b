"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { addCommentAction, addItemCommentAction, editCommentAction, removeCommentAction } from "../actions";
import type { CommentItem } from "../schema";
import { MentionArea, type MentionPerson } from "./mention-area";

interface CommentsSectionProps {
  upgrade: string;
  /** What is commented on. */
  on: { step: string } | { item: string };
  items: readonly CommentItem[];
  /** Who can be mentioned. */
  members: readonly MentionPerson[];
  /** Why this person can't comment; null when they can. */
  refused: string | null;
  zone: string;
  onChanged: () => Promise<void>;
}

/** What people say about a step or an item. Mentioned members are told. Never part of what is signed. */
export function CommentsSection(props: CommentsSectionProps) {
  const { upgrade, on, items, members, refused, onChanged } = props;
  const [body, setBody] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const send = async () => {
    const result =
      "step" in on
        ? await addCommentAction({ upgrade, step: on.step, body })
        : await addItemCommentAction({ upgrade, item: on.item, body });
    setFailure(result.ok ? null : result.message);
    if (!result.ok) return;
    setBody("");
    await onChanged();
  };
  return (
    <section aria-label="Comments" className="grid gap-2.5 border-t border-line pt-3" data-place="comment">
      <h3 className="eyebrow">
        Comments {items.length > 0 ? <span className="num">{items.length}</span> : null}
      </h3>
      <ul className="grid gap-2.5">
        {items.map((comment) => (
          <Comment key={comment.id} {...props} comment={comment} />
        ))}
      </ul>
      {failure ? (
        <Notice tone="error" live>
          {failure}
        </Notice>
      ) : null}
      {refused ? (
        <p className="text-sm text-ink-3">{refused}</p>
      ) : (
        <form
          className="grid gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <MentionArea
            people={members}
            label="Write a comment"
            labelHidden
            rows={2}
            placeholder="Write a comment; @name tells somebody"
            value={body}
            onChange={setBody}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void send();
            }}
          />
          {body.trim() === "" ? null : (
            <Button type="submit" size="sm" variant="primary" className="justify-self-start">
              Comment
            </Button>
          )}
        </form>
      )}
    </section>
  );
}

function Comment({
  upgrade,
  members,
  comment,
  zone,
  onChanged,
}: CommentsSectionProps & { comment: CommentItem }) {
  const [text, setText] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const seen = { upgrade, comment: comment.id, version: comment.version };
  const settle = async (call: ReturnType<typeof editCommentAction>) => {
    const result = await call;
    setFailure(result.ok ? null : result.message);
    if (!result.ok) return;
    setText(null);
    await onChanged();
  };
  return (
    <li className="grid gap-1">
      <p className="text-sm text-ink-3">
        <b className="font-semibold text-ink">{comment.author.name}</b>{" "}
        <Time value={comment.createdAt} zone={zone} />
        {comment.editedAt ? " (edited)" : ""}
      </p>
      {text === null ? (
        <p className="whitespace-pre-wrap wrap-anywhere">{withMentions(comment)}</p>
      ) : (
        <MentionArea people={members} label="Edit the comment" labelHidden value={text} onChange={setText} />
      )}
      {failure ? (
        <Notice tone="error" live>
          {failure}
        </Notice>
      ) : null}
      {comment.mine ? (
        <div className="flex gap-2">
          {text === null ? (
            <>
              <Button size="sm" variant="quiet" onClick={() => setText(comment.body)}>
                Edit
              </Button>
              <Button size="sm" variant="quiet" onClick={() => void settle(removeCommentAction(seen))}>
                Remove
              </Button>
            </>
          ) : (
            <>
              <Button
                size="sm"
                variant="primary"
                onClick={() => void settle(editCommentAction({ ...seen, body: text }))}
              >
                Save
              </Button>
              <Button size="sm" variant="quiet" onClick={() => setText(null)}>
                Cancel
              </Button>
            </>
          )}
        </div>
      ) : null}
    </li>
  );
}

/** The text with mentioned people's names in place of their handles. */
function withMentions({ body, mentions }: CommentItem) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const mention of [...mentions].sort((a, b) => a.start - b.start)) {
    parts.push(
      body.slice(at, mention.start),
      <b key={mention.start} className="font-semibold text-doing">
        @{mention.name}
      </b>,
    );
    at = mention.end;
  }
  parts.push(body.slice(at));
  return parts;
}
