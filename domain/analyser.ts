/** What can be read. */
export const analysers = ["configuration", "certificates", "artifact", "applications"] as const;
export type Analyser = (typeof analysers)[number];

/** The inventory that a reading's items belong to. */
export const kindOfAnalyser: Record<Analyser, string> = {
  configuration: "setting",
  certificates: "certificate",
  artifact: "customization",
  applications: "application",
};
