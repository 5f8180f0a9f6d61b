import type { CasesImported, CasesPreview, ImportSummary } from "../schema";

/** What came of sending a file: the answer, or the sentence that says why not. */
export type Sent<Answer> = { ok: true; answer: Answer } | { ok: false; message: string };

async function send<Answer>(
  address: string,
  fields: Readonly<Record<string, string | File | undefined>>,
): Promise<Sent<Answer>> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) body.append(name, value);
  try {
    const response = await fetch(address, { method: "POST", body });
    const answer: unknown = await response.json();
    if (response.ok) return { ok: true, answer: answer as Answer };
    const detail =
      typeof answer === "object" && answer !== null && "detail" in answer ? String(answer.detail) : "";
    return { ok: false, message: detail || `The server refused the file (${response.status}).` };
  } catch {
    return { ok: false, message: "The connection broke; nothing was imported. Try again." };
  }
}

const at = (upgrade: string) => `/api/v1/upgrades/${encodeURIComponent(upgrade)}/test-imports`;

/** Sends a file of results. Files travel over REST: server actions take only small bodies. */
export const sendResults = (
  upgrade: string,
  fields: { file: File; environment: string; run?: string | undefined; title?: string | undefined },
) => send<ImportSummary>(`${at(upgrade)}/results`, fields);

type Sheet = {
  file: File;
  mapping?: string | undefined;
  delimiter?: string | undefined;
  useCase?: string | undefined;
};

/** Asks what a table of cases would do. */
export const tryCases = (upgrade: string, sheet: Sheet) =>
  send<CasesPreview>(`${at(upgrade)}/cases/preview`, sheet);

/** Does what a preview said. */
export const sendCases = (
  upgrade: string,
  sheet: Sheet & { digest: string; skipRefused: "true" | "false" },
) => send<CasesImported>(`${at(upgrade)}/cases`, sheet);
