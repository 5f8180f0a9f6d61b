import { formatDateTime } from "@/lib/format";
import type { SessionView } from "../schema";

/** "Firefox on Linux": what a browser says of itself, in words. Only a hint for recognising one's own. */
export function deviceName(userAgent: string): string {
  const browser = first(userAgent, [
    [/Edg(?:e|A|iOS)?\//, "Edge"],
    [/OPR\/|Opera/, "Opera"],
    [/Firefox\/|FxiOS\//, "Firefox"],
    [/HeadlessChrome\/|Chrome\/|CriOS\//, "Chrome"],
    [/Safari\//, "Safari"],
    [/curl\//, "curl"],
  ]);
  const system = first(userAgent, [
    [/iPhone|iPad/, "iOS"],
    [/Android/, "Android"],
    [/Windows/, "Windows"],
    [/Mac OS X|Macintosh/, "macOS"],
    [/CrOS/, "ChromeOS"],
    [/Linux/, "Linux"],
  ]);
  if (!browser && !system) return "Unknown browser";
  return [browser ?? "A browser", system].filter(Boolean).join(" on ");
}

/** "Firefox on Linux at 203.0.113.7, since Fri 20 Nov 2026, 09:12 CET": tells a session from others of the same browser. */
export const sessionName = (
  { userAgent, address, createdAt }: Pick<SessionView, "userAgent" | "address" | "createdAt">,
  zone: string,
): string =>
  `${deviceName(userAgent)} at ${address || "an unknown address"}, since ${formatDateTime(createdAt, zone)}`;

const first = (text: string, known: readonly (readonly [RegExp, string])[]) =>
  known.find(([pattern]) => pattern.test(text))?.[1];
