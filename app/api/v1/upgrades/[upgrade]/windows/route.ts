import { bookWindow } from "@/features/window/commands/windows";
import { listWindows } from "@/features/window/queries/windows";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listWindows);
export const POST = endpoint(bookWindow);
