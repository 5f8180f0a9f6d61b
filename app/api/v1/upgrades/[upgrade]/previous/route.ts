import { followPrevious, linkPrevious, unlinkPrevious } from "@/features/upgrades/commands/previous";
import { getPrevious } from "@/features/upgrades/queries";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getPrevious);
export const PUT = endpoint(linkPrevious);
export const DELETE = endpoint(unlinkPrevious);
export const POST = endpoint(followPrevious);
