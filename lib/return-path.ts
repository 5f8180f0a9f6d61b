import { paths } from "@/lib/paths";

/**
 * Where to go after signing in: the address asked for if it is one of our screens, otherwise the portfolio. Never
 * another site: `//other.example`, `/\other.example` and addresses with control characters are those of other sites.
 */
export function returnPath(given: unknown): string {
  const home = paths.portfolio();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them, which would turn "/\t/other" into "//other"
  if (typeof given !== "string" || !/^\/(?![/\\])[^\\\u0000-\u001f]*$/.test(given) || given.length > 1_000)
    return home;
  const ours = "http://liftlock.invalid";
  const url = URL.canParse(given, ours) ? new URL(given, ours) : null;
  if (url?.origin !== ours || url.pathname.startsWith("//") || /^\/(api|sign-in)(\/|$)/.test(url.pathname))
    return home;
  return url.pathname + url.search + url.hash;
}
