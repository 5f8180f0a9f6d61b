/** Short name of an upgrade: capitals, digits and single hyphens between them, begins with a letter, like APIM-45. */
export const upgradeKeyPattern = /^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$/;
/** Most characters of it. */
export const upgradeKeyLength = 20;

/** A key as it is kept, of what somebody typed; null when it can't be one. */
export function upgradeKeyOf(typed: string): string | null {
  const key = typed.trim().toUpperCase();
  return key.length <= upgradeKeyLength && upgradeKeyPattern.test(key) ? key : null;
}
