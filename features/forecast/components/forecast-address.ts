import { stepScales } from "@/domain/step";

const names = ["environment", "part", "crew", "people", "without", ...stepScales] as const;
const ofWhatIf = ["people", "without", ...stepScales] as const;

/** What the address of a forecast says; as text, as it was typed. */
export type ForecastAddress = {
  [name in Exclude<(typeof names)[number], "part">]?: string;
} & { part?: "migrate" | "verify" };

/** Reads an address; empty fields of a form, and what is none of a forecast's, are left out. */
export function forecastAddress(given: Record<string, string | string[] | undefined>): ForecastAddress {
  const found = names.flatMap((name) => {
    const value = given[name];
    const text = typeof value === "string" ? value.trim() : "";
    const known = name !== "part" || text === "migrate" || text === "verify";
    return text !== "" && known ? [[name, text] as const] : [];
  });
  return Object.fromEntries(found);
}

/** The same address without any what-if. */
export function withoutWhatIf(address: ForecastAddress): ForecastAddress {
  const kept = Object.entries(address).filter(([name]) => !(ofWhatIf as readonly string[]).includes(name));
  return Object.fromEntries(kept);
}

/** The codes left out of the night, with one more or one less. */
export function toggled(without: readonly string[], code: string): string | undefined {
  const next = without.includes(code) ? without.filter((one) => one !== code) : [...without, code];
  return next.length === 0 ? undefined : next.join(",");
}
