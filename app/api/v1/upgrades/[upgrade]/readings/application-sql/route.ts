import { getApplicationSql } from "@/features/readings/queries/application-sql";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getApplicationSql);
