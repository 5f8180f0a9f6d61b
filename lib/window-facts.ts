import type { WindowFacts } from "@/domain/window/window-proof";
import type { ReadClient } from "@/lib/db";

interface StoredWindow {
  environmentId: string;
  start: string;
  end: string;
  plannedEnd: string;
}

/** Reads whether production's entry asks for a change window, and the booked ones. */
export async function loadWindows(
  client: Pick<ReadClient, "$queryRaw">,
  upgradeId: string,
): Promise<WindowFacts> {
  const [row] = await client.$queryRaw<{ required: boolean; windows: StoredWindow[] | null }[]>`
    SELECT coalesce(u.rehearsal->>'window' = 'true', false) AS required, (
      SELECT json_agg(json_build_object('environmentId', w."environmentId", 'start', w."startsAt", 'end', w."endsAt", 'plannedEnd', w."plannedEndsAt") ORDER BY w."startsAt", w.id)
      FROM "ChangeWindow" w WHERE w."upgradeId" = u.id AND w.state = 'booked') AS windows
    FROM "Upgrade" u WHERE u.id = ${upgradeId}::uuid`;
  return {
    required: row?.required ?? false,
    windows: (row?.windows ?? []).map(({ environmentId, start, end, plannedEnd }) => ({
      environmentId,
      start: new Date(start),
      end: new Date(end),
      plannedEnd: new Date(plannedEnd),
    })),
  };
}
