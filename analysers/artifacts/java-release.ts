/** The release of Java in a build's words: "1.8" and "8" are 8, "VERSION_11" is 11; null for anything else. */
export function javaRelease(text: string): number | null {
  const match = /^(?:JavaVersion\.)?(?:VERSION_)?(?:1[._])?(\d{1,2})$/.exec(text.trim());
  const release = match?.[1] === undefined ? null : Number(match[1]);
  return release !== null && release >= 1 && release <= 60 ? release : null;
}

/** The release of Java that a class file of this major version needs: 52 is Java 8. */
export function releaseOfMajor(major: number): number | null {
  return major >= 45 && major <= 120 ? Math.max(1, major - 44) : null;
}
