import { getSignedManifest } from "@/features/sign-offs/queries/manifest";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getSignedManifest);
