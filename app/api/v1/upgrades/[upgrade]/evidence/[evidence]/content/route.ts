import { evidenceContent } from "@/features/evidence/queries";
import { download } from "@/lib/download";

export const GET = download(evidenceContent);
