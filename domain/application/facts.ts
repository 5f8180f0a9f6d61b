/** What an application's tokens are: readable by everybody, known to their issuer alone, issued by others, or none. */
export const tokenKinds = ["jwt", "opaque", "external", "none", "not_known"] as const;
export type TokenKind = (typeof tokenKinds)[number];

/** One set of keys of an application: for production or sandbox, from one key manager. */
export type ApplicationKeys = {
  readonly keyType: string | null;
  readonly keyManager: string | null;
  readonly keyManagerType: string | null;
  readonly grantTypes: readonly string[];
  /** As the portal's table has it, and as the issuer's table has it; null where nothing is recorded. */
  readonly portalTokenType: string | null;
  readonly issuerTokenType: string | null;
  /** Seconds tokens live: of users, of applications. Negative or huge means for ever; null is not known. */
  readonly userSeconds: number | null;
  readonly applicationSeconds: number | null;
  readonly activeTokens: number | null;
  readonly neverExpiringTokens: number | null;
  /** Milliseconds since 1970 of the newest token; null when there is none. */
  readonly lastTokenAt: number | null;
};

export type Application = {
  readonly name: string;
  readonly owner: string | null;
  readonly status: string | null;
  readonly keys: readonly ApplicationKeys[];
};

export type GrantChange = {
  readonly grant: string;
  readonly since: string;
  readonly message: string;
  readonly source: string;
};

/** What a product writes into its tables, and where that is known from. */
export type ApplicationRules = {
  readonly portal: { readonly jwt: readonly string[]; readonly opaque: readonly string[] };
  readonly issuer: { readonly jwt: readonly string[]; readonly opaque: readonly string[] };
  /** Types of the key manager the product brings; others issue tokens the tables say nothing of. */
  readonly residentTypes: readonly string[];
  /** From this release on tokens are not kept, so when one was last issued says little; null when always. */
  readonly tokensKeptBefore: string | null;
  readonly grants: readonly GrantChange[];
  readonly sources: {
    readonly disagrees: string;
    readonly opaque: string;
    readonly neverExpires: string;
    readonly tokensKept: string | null;
  };
};
