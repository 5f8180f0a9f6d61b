import type { ReactNode } from "react";

/** One setting: what it is, what it means now, and what can be done about it. */
export function SettingRow({
  title,
  text,
  action,
}: {
  title: ReactNode;
  text: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-surface px-3.5 py-3">
      <div className="min-w-56 flex-1">
        <h3 className="font-semibold">{title}</h3>
        <p className="text-ink-2">{text}</p>
      </div>
      {action}
    </div>
  );
}
