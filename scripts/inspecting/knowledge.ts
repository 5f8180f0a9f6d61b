import { join } from "node:path";
import type { z } from "zod";
import { type LoadedKnowledge, loadKnowledge } from "@/analysers/load-knowledge";

/** What is known of a product about a subject; null when there is nothing, sentences when it can't be used. */
export async function knowledgeOf<Knowledge>(
  products: string,
  product: string,
  subject: string,
  schema: z.ZodType<Knowledge>,
): Promise<LoadedKnowledge<Knowledge> | { unusable: readonly string[] } | null> {
  try {
    return await loadKnowledge(join(products, product), subject, schema);
  } catch (error) {
    return { unusable: [error instanceof Error ? error.message : String(error)] };
  }
}
