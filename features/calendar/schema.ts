import { z } from "zod";
import { id } from "@/lib/fields";
import type { FileStream } from "@/lib/file-stream";

export const calendarLinkView = z.object({
  link: z
    .object({ id, madeAt: z.string() })
    .nullable()
    .meta({ description: "Null while there is none; its address was shown once" }),
});
export type CalendarLinkView = z.output<typeof calendarLinkView>;

export const madeLink = z.object({ id, address: z.string().meta({ description: "Shown once" }) });
export const revokedLink = z.object({ id });

/** The last part of the address; calendar programs like it to end in ".ics". */
export const readCalendarInput = z.object({
  secret: z
    .string()
    .max(100)
    .transform((secret) => secret.replace(/\.ics$/, "")),
});
export const calendarFile = z.custom<FileStream>();
