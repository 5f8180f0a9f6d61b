import type { ReactNode } from "react";
import { BrandMark } from "@/components/layout/brand-mark";

export interface DoorProps {
  title: string;
  /** One sentence below the title. */
  lead?: ReactNode;
  /** Across the top: "This is a demo". */
  banner?: ReactNode;
  children: ReactNode;
}

/** The frame of pages for people who aren't in yet: one narrow column. */
export function Door({ title, lead, banner, children }: DoorProps) {
  return (
    <div className="flex min-h-dvh flex-col bg-bg">
      {banner}
      <main id="main" className="mx-auto flex w-full max-w-[420px] flex-1 flex-col justify-center px-5 py-10">
        <div className="mb-5 flex items-center gap-2 text-md font-bold tracking-tight text-accent">
          <BrandMark size={24} />
          Liftlock
        </div>
        <h1 className="text-2xl font-bold tracking-tight text-balance">{title}</h1>
        {lead ? <div className="mt-1 mb-5 text-ink-2 text-pretty">{lead}</div> : <div className="mb-5" />}
        {children}
      </main>
    </div>
  );
}
