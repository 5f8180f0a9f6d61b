import type { Application, ApplicationKeys, ApplicationRules } from "@/domain/application/facts";
import { isExternal, tokenKindOf, tokenTypesDisagree } from "@/domain/application/token-kind";
import { type Finding, sortFindings } from "@/domain/finding";
import { isBefore } from "@/domain/version";

export type ApplicationMove = {
  /** The release the tables are of and the one it goes to; null where nobody said. */
  readonly from: string | null;
  readonly to: string | null;
  /** Milliseconds since 1970; null judges nothing by time. */
  readonly now: number | null;
  readonly unusedAfterDays: number;
};

const day = 24 * 60 * 60 * 1_000;
const tenYears = 10 * 365 * 24 * 60 * 60;

/** True for a lifetime that nobody will see the end of: negative, or beyond ten years. */
export function livesForEver(seconds: number | null): boolean {
  return seconds !== null && (seconds < 0 || seconds > tenYears);
}

/** Everything to be said about one application's tokens before an upgrade, what must be decided first. */
export function judgeApplication(
  application: Application,
  move: ApplicationMove,
  rules: ApplicationRules,
): Finding[] {
  return sortFindings([
    ...judgeDisagreement(application, rules),
    ...judgeKind(application, rules),
    ...judgeLifetime(application, rules),
    ...judgeGrants(application, move, rules),
    ...judgeUse(application, move, rules),
  ]);
}

function judgeDisagreement({ name, keys }: Application, rules: ApplicationRules): Finding[] {
  const wrong = keys.filter((each) => tokenTypesDisagree(each, rules));
  const [first] = wrong;
  if (!first) return [];
  return [
    {
      rule: "applications.token_type_disagrees",
      level: "must_act",
      key: name,
      from: first.portalTokenType,
      to: first.issuerTokenType,
      message: `The portal shows “${first.portalTokenType}”, and the issuer goes by “${first.issuerTokenType}” (${places(wrong)}). Find out what its clients receive now and make both places say the same before the upgrade: saving the application can change it.`,
      source: rules.sources.disagrees,
    },
  ];
}

function judgeKind({ name, keys }: Application, rules: ApplicationRules): Finding[] {
  const opaque = keys.filter((each) => tokenKindOf(each, rules) === "opaque");
  const open = keys.filter((each) => tokenKindOf(each, rules) === "not_known");
  const findings: Finding[] = [];
  if (opaque.length > 0)
    findings.push({
      rule: "applications.opaque",
      level: "must_act",
      key: name,
      from: "opaque",
      to: null,
      message: `Its clients receive opaque tokens (${places(opaque)}). Decide with its owner: move to JWT, which changes what clients receive, or stay, which needs a key manager that scales with the gateways.`,
      source: rules.sources.opaque,
    });
  if (open.length > 0)
    findings.push({
      rule: "applications.token_type_not_known",
      level: "attention",
      key: name,
      from: open[0]?.portalTokenType ?? null,
      to: null,
      message: `Neither table says what tokens it gets (${places(open)}). Look at one of its tokens: a JWT has two points in it.`,
      source: rules.sources.disagrees,
    });
  return findings;
}

function judgeLifetime({ name, keys }: Application, rules: ApplicationRules): Finding[] {
  const issued = keys.reduce((sum, { neverExpiringTokens }) => sum + (neverExpiringTokens ?? 0), 0);
  const set = keys.filter((each) => livesForEver(each.userSeconds) || livesForEver(each.applicationSeconds));
  if (issued === 0 && set.length === 0) return [];
  const parts = [
    ...(issued > 0
      ? [`${issued} active ${issued === 1 ? "token never expires" : "tokens never expire"}`]
      : []),
    ...(set.length > 0 ? ["new tokens are set never to expire"] : []),
  ];
  return [
    {
      rule: "applications.never_expires",
      level: "attention",
      key: name,
      from: String(issued),
      to: null,
      message: `Of this application, ${parts.join(" and ")}. Such tokens failed after upgrades: try one that exists, twice, on the new stack, and agree on a lifetime with its owner.`,
      source: rules.sources.neverExpires,
    },
  ];
}

function judgeGrants(
  { name, keys }: Application,
  { to }: ApplicationMove,
  rules: ApplicationRules,
): Finding[] {
  const used = new Set(
    keys.filter((each) => !isExternal(each, rules)).flatMap(({ grantTypes }) => grantTypes),
  );
  return rules.grants
    .filter(({ grant, since }) => used.has(grant) && to !== null && !isBefore(to, since))
    .map(({ grant, message, source }) => ({
      rule: "applications.grant_changed",
      level: "attention",
      key: name,
      from: grant,
      to: null,
      message,
      source,
    }));
}

function judgeUse({ name, keys }: Application, move: ApplicationMove, rules: ApplicationRules): Finding[] {
  const { now, from, unusedAfterDays } = move;
  const kept = rules.tokensKeptBefore;
  // Where tokens are not kept, or issued by somebody else, their absence says nothing.
  if (now === null || (kept !== null && from !== null && !isBefore(from, kept))) return [];
  if (keys.some((each) => isExternal(each, rules))) return [];
  const last = keys.reduce<number | null>(
    (newest, { lastTokenAt }) =>
      lastTokenAt !== null && (newest === null || lastTokenAt > newest) ? lastTokenAt : newest,
    null,
  );
  const active = keys.some(({ neverExpiringTokens }) => (neverExpiringTokens ?? 0) > 0);
  if (active || (last !== null && now - last <= unusedAfterDays * day)) return [];
  return [
    {
      rule: "applications.unused",
      level: "info",
      key: name,
      from: last === null ? null : new Date(last).toISOString().slice(0, 10),
      to: null,
      message:
        last === null
          ? "No token was ever issued to it, as far as the tables go. Ask its owner whether it is still needed."
          : `Its last token is more than ${unusedAfterDays} days old. Ask its owner whether it is still needed.`,
      source: rules.sources.tokensKept,
    },
  ];
}

function places(keys: readonly ApplicationKeys[]): string {
  const names = keys.map(({ keyType, keyManager }) =>
    [keyType?.toLowerCase(), keyManager].filter((part) => part).join(" keys of "),
  );
  return [...new Set(names.filter((name) => name !== ""))].slice(0, 4).join(", ") || "its keys";
}
