import { readCalendar } from "@/features/calendar/queries";
import { streamed } from "@/lib/file-stream";

// The short address that people give to their calendar program; the same answer as below /api/v1.
export const GET = streamed(readCalendar);
