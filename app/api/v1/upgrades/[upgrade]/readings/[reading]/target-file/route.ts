import { getTargetFile } from "@/features/readings/queries/target-file";
import { download } from "@/lib/download";

export const GET = download(getTargetFile);
