import { type CertificateFacts, commonName, type PlacedStore } from "./facts";

/** A certificate in the calendar, once however many stores hold it. */
export type Expiry = {
  readonly sha256: string;
  readonly name: string;
  /** ISO 8601. */
  readonly notAfter: string;
  readonly places: readonly string[];
};

/** One month of the calendar: "2026-11". */
export type ExpiryMonth = { readonly month: string; readonly expiries: readonly Expiry[] };

/** One certificate with where it lies, as people would say it. */
export type CalendarEntry = { readonly certificate: CertificateFacts; readonly place: string };

/** Certificates by the month they end in, UTC, earliest first; months in which nothing ends are left out. */
export function expiryCalendar(certificates: readonly CalendarEntry[]): ExpiryMonth[] {
  const expiries = new Map<string, Expiry & { places: string[] }>();
  for (const { certificate, place } of certificates) {
    const { sha256, subject, notAfter } = certificate;
    const one = expiries.get(sha256) ?? { sha256, name: commonName(subject), notAfter, places: [] };
    if (!one.places.includes(place)) one.places.push(place);
    expiries.set(sha256, one);
  }
  const months = new Map<string, Expiry[]>();
  const inOrder = [...expiries.values()].sort((a, b) => Date.parse(a.notAfter) - Date.parse(b.notAfter));
  for (const expiry of inOrder) {
    const month = expiry.notAfter.replace(/-\d\dT.*$/, "");
    months.set(month, [...(months.get(month) ?? []), expiry]);
  }
  return [...months].map(([month, of]) => ({ month, expiries: of }));
}

/** What the calendar takes from stores: every certificate, issuers in chains included. */
export function calendarEntries(stores: readonly PlacedStore[]): CalendarEntry[] {
  return stores.flatMap(({ environment, node, file, entries }) =>
    entries.flatMap(({ alias, chain }) =>
      chain.map((certificate) => ({
        certificate,
        place: `${environment}${node === null ? "" : ` ${node}`}: ${file}, ${alias}`,
      })),
    ),
  );
}
