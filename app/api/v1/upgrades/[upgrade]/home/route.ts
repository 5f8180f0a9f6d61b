import { getHome } from "@/features/home/queries/home";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getHome);
