import { liveStream, notePresence } from "@/lib/live";

export const dynamic = "force-dynamic";
export const GET = liveStream;
export const POST = notePresence;
