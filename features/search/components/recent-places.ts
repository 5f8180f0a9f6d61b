/** A place somebody was, as their browser remembers it. */
export interface RecentPlace {
  href: string;
  label: string;
}

const kept = "recent-places";
const most = 6;

/** The places last visited, latest first. In the browser only; empty where storage is refused or holds something else. */
export function recentPlaces(): RecentPlace[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(kept) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isPlace).slice(0, most) : [];
  } catch {
    return [];
  }
}

/** Remembers a place as the latest. One's own next visit to the same screen moves it up, it is not listed twice. */
export function rememberPlace(place: RecentPlace): void {
  try {
    const others = recentPlaces().filter(({ href }) => href !== place.href);
    localStorage.setItem(kept, JSON.stringify([place, ...others].slice(0, most)));
  } catch {
    // A browser that keeps nothing has no recent places.
  }
}

function isPlace(value: unknown): value is RecentPlace {
  if (typeof value !== "object" || value === null || !("href" in value) || !("label" in value)) return false;
  // What another page of this origin may have written there must not lead elsewhere.
  return typeof value.label === "string" && typeof value.href === "string" && /^\/(?!\/)/.test(value.href);
}
