import type { ApplicationsReport, ReadApplication } from "@/analysers/applications/report";
import type { TokenKind } from "@/domain/application/facts";
import { type FoundItem, highestLevel } from "@/domain/finding";

/** What each kind of tokens is called. */
export const tokenWords: { readonly [kind in TokenKind]: string } = {
  jwt: "JWT",
  opaque: "opaque",
  external: "issued elsewhere",
  none: "none: it has no keys",
  not_known: "not known",
};

/** One item of the inventory of applications for each of them, known by owner and name. */
export function applicationItems(report: ApplicationsReport): FoundItem[] {
  return report.applications.map((application) => ({
    key: application.key,
    title: application.name,
    level: highestLevel(application.findings),
    fields: {
      owner: application.owner,
      tokens: tokenWords[application.tokens],
      keyManager: listed(application, ({ keyManager }) => [keyManager]),
      grantTypes: listed(application, ({ grantTypes }) => grantTypes),
      lastToken: newest(application),
      neverExpiringTokens: application.keys.reduce((sum, keys) => sum + (keys.neverExpiringTokens ?? 0), 0),
      status: application.status,
    },
    findings: application.findings,
  }));
}

function listed(
  { keys }: ReadApplication,
  of: (keys: ReadApplication["keys"][number]) => readonly (string | null)[],
): string | null {
  const values = keys.flatMap(of).filter((value) => value !== null);
  return [...new Set(values)].sort().join(", ") || null;
}

function newest({ keys }: ReadApplication): string | null {
  const times = keys.map(({ lastTokenAt }) => lastTokenAt ?? 0);
  const last = Math.max(0, ...times);
  return last === 0 ? null : new Date(last).toISOString().slice(0, 10);
}
