import { find } from "@/features/search/queries";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(find);
