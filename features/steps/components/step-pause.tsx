import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import type { StepRow } from "../schema/reading";

/** Since when nobody works on the step, and why; nothing while somebody does. */
export function StepPause({ paused, zone }: { paused: StepRow["paused"]; zone: string }) {
  if (!paused) return null;
  return (
    <Notice tone="warning" title="It is paused.">
      Since <Time value={paused.since} zone={zone} />: {paused.reason} Until it goes on its time does not
      count as work.
    </Notice>
  );
}
