/** How the page looks is remembered in cookies, so that the server's first answer already looks right. */
export const THEME_COOKIE = "theme";
export const DENSITY_COOKIE = "density";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const densities = ["comfortable", "compact"] as const;
export type Density = (typeof densities)[number];

/** Height of a list row in px by density; --row in globals.css says the same to the style sheets. */
export const rowHeights: Readonly<Record<Density, number>> = { comfortable: 44, compact: 32 };

/** The theme a cookie asks for; anything else is the system's. */
export function parseTheme(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? "system";
}

/** The density a cookie asks for; anything else is comfortable. */
export function parseDensity(value: string | undefined): Density {
  return densities.find((density) => density === value) ?? "comfortable";
}

/** Shows a choice at once and remembers it for a year. In the browser only. */
export function remember(name: "theme" | "density", value: Theme | Density): void {
  document.documentElement.dataset[name] = value;
  const secure = location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers we support
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax${secure}`;
}
