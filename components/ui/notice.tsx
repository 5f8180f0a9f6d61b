import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export type NoticeTone = "info" | "warning" | "error" | "success";

export type NoticeProps = {
  children: ReactNode;
  tone?: NoticeTone;
  /** What happened or matters, first and bold. */
  title?: ReactNode;
  /** The one thing to do about it. */
  action?: ReactNode;
  /** It appeared because of what the person just did: read it aloud at once. */
  live?: boolean;
  className?: string;
};

const looks = {
  info: { icon: Info, word: "Note", edge: "border-l-doing", ink: "text-doing" },
  warning: { icon: TriangleAlert, word: "Mind", edge: "border-l-stale", ink: "text-stale" },
  error: { icon: CircleAlert, word: "Error", edge: "border-l-blocked", ink: "text-blocked" },
  success: { icon: CircleCheck, word: "Done", edge: "border-l-done", ink: "text-done" },
} as const;

/** A sentence across the page: the home's "what keeps it from moving", a warning, an error. */
export function Notice({ children, tone = "info", title, action, live = false, className }: NoticeProps) {
  const { icon: Icon, word, edge, ink } = looks[tone];
  return (
    <div
      role={live ? (tone === "error" ? "alert" : "status") : undefined}
      className={cn(
        "flex items-center gap-x-3 gap-y-2.5 rounded-lg border border-l-3 border-line bg-surface px-3.5 py-2.5 max-sm:flex-wrap",
        edge,
        className,
      )}
    >
      <div className="flex min-w-0 flex-1 gap-2.5 max-sm:basis-full">
        <Icon size={16} className={cn("mt-0.5 shrink-0", ink)} role="img" aria-label={word} />
        <div className="min-w-0 flex-1">
          {title ? <b>{title} </b> : null}
          {children}
        </div>
      </div>
      {action ? <div className="flex shrink-0 gap-2 max-sm:w-full max-sm:pl-6.5">{action}</div> : null}
    </div>
  );
}
