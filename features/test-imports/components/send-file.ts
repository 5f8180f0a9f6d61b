import { sendForm } from "@/components/form/send-form";
import type { CasesImported, CasesPreview, ImportSummary } from "../schema";

const at = (upgrade: string) => `/api/v1/upgrades/${encodeURIComponent(upgrade)}/test-imports`;

/** Sends a file of results. Files travel over REST: server actions take only small bodies. */
export const sendResults = (
  upgrade: string,
  fields: { file: File; environment: string; run?: string | undefined; title?: string | undefined },
) => sendForm<ImportSummary>(`${at(upgrade)}/results`, fields);

type Sheet = {
  file: File;
  mapping?: string | undefined;
  delimiter?: string | undefined;
  useCase?: string | undefined;
};

/** Asks what a table of cases would do. */
export const tryCases = (upgrade: string, sheet: Sheet) =>
  sendForm<CasesPreview>(`${at(upgrade)}/cases/preview`, sheet);

/** Does what a preview said. */
export const sendCases = (
  upgrade: string,
  sheet: Sheet & { digest: string; skipRefused: "true" | "false" },
) => sendForm<CasesImported>(`${at(upgrade)}/cases`, sheet);
