import clsx, { type ClassValue } from "clsx";

/**
 * Joins class names; falsy parts are left out. It does not merge Tailwind conflicts: the kit's own styles live in the
 * `components` layer, so a utility passed as `className` always wins over them.
 */
export function cn(...parts: ClassValue[]): string {
  return clsx(parts);
}
