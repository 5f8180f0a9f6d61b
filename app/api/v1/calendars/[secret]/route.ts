import { readCalendar } from "@/features/calendar/queries";
import { streamed } from "@/lib/file-stream";

export const GET = streamed(readCalendar);
