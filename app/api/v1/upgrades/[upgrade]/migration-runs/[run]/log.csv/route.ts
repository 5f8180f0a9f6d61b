import { exportRunLog } from "@/features/rehearsal/queries/log";
import { streamed } from "@/lib/file-stream";

export const GET = streamed(exportRunLog);
