const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Minutes ahead of UTC by the short names Java prints; where a name has two meanings, the one Java's own list has. */
const zones: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  WET: 0,
  Z: 0,
  BST: 60,
  WEST: 60,
  CET: 60,
  MET: 60,
  WAT: 60,
  IST: 330,
  CEST: 120,
  MEST: 120,
  EET: 120,
  CAT: 120,
  SAST: 120,
  EEST: 180,
  MSK: 180,
  EAT: 180,
  TRT: 180,
  AST: -240,
  GST: 240,
  PKT: 300,
  NPT: 345,
  BDT: 360,
  ICT: 420,
  WIB: 420,
  HKT: 480,
  SGT: 480,
  AWST: 480,
  PHT: 480,
  JST: 540,
  KST: 540,
  ACST: 570,
  AEST: 600,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
  NST: -210,
  ADT: -180,
  ART: -180,
  BRT: -180,
  EDT: -240,
  CLT: -240,
  EST: -300,
  CDT: -300,
  COT: -300,
  PET: -300,
  CST: -360,
  MDT: -360,
  MST: -420,
  PDT: -420,
  PST: -480,
  AKDT: -480,
  AKST: -540,
  HST: -600,
};

/** A time that a listing prints: ISO 8601, and whether its zone had to be taken for UTC because nobody knows it. */
export type ListingTime = { readonly iso: string; readonly zoneKnown: boolean };

/** Reads "Thu Jul 07 14:58:30 UTC 2011", as Java prints times in English; null for anything else. */
export function readListingTime(text: string): ListingTime | null {
  const [, month, day, hour, minute, second, zone = "UTC", year] =
    /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d\d):(\d\d):(\d\d) (\S{1,12}) (\d{4})$/.exec(text.trim()) ??
    [];
  const at = months.indexOf(month ?? "");
  if (at < 0) return null;
  const minutes = minutesOf(zone);
  const time = new Date(0);
  time.setUTCFullYear(Number(year), at, Number(day));
  time.setUTCHours(Number(hour), Number(minute) - (minutes ?? 0), Number(second));
  const full = time.getUTCFullYear();
  return full >= 0 && full <= 9999 ? { iso: time.toISOString(), zoneKnown: minutes !== null } : null;
}

/** Reads the day of "Creation date: Nov 28, 2026" or "28 Nov 2026"; null when it is in another language. */
export function readListingDay(text: string): string | null {
  const [, american, day1, day2, british, year] =
    /^(?:([A-Z][a-z]{2})\w* (\d{1,2}),|(\d{1,2})[ -]([A-Z][a-z]{2})\w*)[ -](\d{4})$/.exec(text.trim()) ?? [];
  const at = months.indexOf(american ?? british ?? "");
  return at < 0 ? null : new Date(Date.UTC(Number(year), at, Number(day1 ?? day2))).toISOString();
}

function minutesOf(zone: string): number | null {
  const [, sign, hours, minutes] = /^(?:GMT|UTC)?([+-])(\d{1,2}):?(\d\d)?$/.exec(zone) ?? [];
  if (hours !== undefined) return (Number(hours) * 60 + Number(minutes ?? 0)) * (sign === "-" ? -1 : 1);
  return zones[zone] ?? null;
}
