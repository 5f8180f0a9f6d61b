import { exportItemsCsv } from "@/features/inventory/queries/sheets";
import { streamed } from "@/lib/file-stream";

export const GET = streamed(exportItemsCsv);
