import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ConfigurationKnowledge } from "@/domain/configuration/knowledge";
import type { SourceFile } from "../limits";
import { loadKnowledge } from "../load-knowledge";
import { analyseConfiguration } from "./analyse";
import { configurationKnowledgeSchema } from "./knowledge";
import type { ConfigurationReport } from "./report";

const product = join(process.cwd(), "playbooks/wso2-api-manager");

/** The knowledge the product ships. */
export async function shippedKnowledge(): Promise<ConfigurationKnowledge> {
  const loaded = await loadKnowledge(product, "configuration", configurationKnowledgeSchema);
  if (loaded === null) throw new Error("the product has no configuration knowledge");
  return loaded.knowledge;
}

/** A file with this text. */
export function textFile(name: string, text: string): SourceFile {
  return { name, bytes: new TextEncoder().encode(text) };
}

/** The made-up installation of one release, as a team would upload it. One XML file goes by a name of the team's own. */
export function installation(release: "2.6.0" | "3.2.0" | "4.2.0"): readonly SourceFile[] {
  const folder = join(process.cwd(), "analysers/configuration/fixtures", release);
  return readdirSync(folder)
    .sort()
    .map((name) => ({
      name: `conf.zip/repository/conf/${name}`,
      bytes: new Uint8Array(readFileSync(join(folder, name))),
    }));
}

/** The report of files that can be read; throws when they can't. */
export function reportOn(
  files: readonly SourceFile[],
  from: string,
  to: string,
  knowledge: ConfigurationKnowledge,
): ConfigurationReport {
  const reading = analyseConfiguration(files, { from, to, knowledge });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.report;
}

/** Every secret that stands in the files of the made-up installations. */
export const plantedSecrets = [
  "Wr0ng-H0rse",
  "sp-Passw0rd",
  "Qu33n",
  "trust-Me-70",
  "Gr33nhouse",
  "um-Secret-1",
  "reg-Secret-2",
  "l3dger",
  "ldap-B1nd!",
  "store-Pa55",
  "Sh4red",
  "an-Alytics",
  "m4il-M3",
  "S3cr3t-Adm1n",
  "3cc0481b70794667b5bee7e2beed2de4",
] as const;
