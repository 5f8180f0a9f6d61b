import { chooseVersionPath } from "@/features/version-path/commands";
import { getVersionPath } from "@/features/version-path/queries";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getVersionPath);
export const PUT = endpoint(chooseVersionPath);
