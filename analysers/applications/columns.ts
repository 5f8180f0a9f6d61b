/** The columns of the CSV, as the statements name them; databases may write them in capitals. */
export const applicationColumns = [
  "application_id",
  "application",
  "application_owner",
  "application_status",
  "portal_token_type",
  "key_type",
  "key_manager",
  "key_manager_type",
  "grant_types",
  "issuer_token_type",
  "user_token_seconds",
  "application_token_seconds",
  "active_tokens",
  "never_expiring_tokens",
  "last_token_at",
] as const;
export type ApplicationColumn = (typeof applicationColumns)[number];

/** Without these a row says nothing. */
export const neededColumns: readonly ApplicationColumn[] = [
  "application",
  "portal_token_type",
  "issuer_token_type",
];

/** True for a column that holds keys, secrets or tokens by its name: it is left out as soon as it is seen. */
export function namesSecrets(column: string): boolean {
  const name = column.toLowerCase().replace(/[^a-z]/g, "");
  return /secret|password|consumerkey|clientid|clientkey|accesstoken$|refreshtoken$|tokenid|hash/.test(name);
}

/**
 * True for a text that looks like a generated key: long, of one piece, with small and capital letters and digits. Names
 * that people give have words, or points, or only small letters.
 */
export function looksGenerated(text: string): boolean {
  return /^[A-Za-z0-9_]{26,}$/.test(text) && /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text);
}
