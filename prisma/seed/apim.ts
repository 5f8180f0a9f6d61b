import { createUpgrade } from "@/features/upgrades/commands/create";
import { viewUpgrade } from "@/features/upgrades/queries";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import { inventoriesAreBegun } from "./apim-inventory";
import { devIsSignedOff, testSetupIsSignedOff } from "./apim-lower";
import { apimProofs } from "./apim-proofs";
import { upperEnvironments } from "./apim-upper";
import { type Telling, tellerOf } from "./teller";

/** "API platform to 4.5": from 3.2.0 to 4.5.0, begun nine weeks ago, with pre-prod nearly through. */
export async function tellApim(telling: Telling): Promise<string> {
  const { at, people } = telling;
  const { omar, ines, lee, priya, hana, tomas } = people;
  const key = "APIM-45";
  const manager = { role: "manager" as const, count: 1 };
  await execute(
    createUpgrade,
    omar,
    {
      key,
      title: "API platform to 4.5",
      playbook: { slug: "wso2-api-manager", version: "1.4.0" },
      from: "3.2.0",
      to: "4.5.0",
      targetReason: "The billing connector is certified up to 4.5.0; 4.7 follows next spring.",
      supportCase: "CS0123456",
      homeZone: "Europe/Berlin",
      answers: {
        db: "postgresql",
        topology: "distributed",
        severalControlPlaneNodes: true,
        keyManager: "resident",
        opaqueTokens: true,
        multiTenant: true,
        tenantCustomizations: true,
        customizations: true,
        globalSequences: true,
        expiredCertificates: true,
        customPolicies: true,
        directClient: true,
        gradualTraffic: true,
      },
      environments: [
        { name: "Test setup", kind: "test_setup" },
        { name: "Dev", kind: "dev" },
        // A manager looks at the likeness with production before the rehearsal starts.
        { name: "Pre-prod", kind: "pre_prod", slots: { entry: [manager] } },
        { name: "Prod", kind: "prod" },
      ],
      members: [
        { userId: ines.id, roles: ["engineer"] },
        { userId: lee.id, roles: ["engineer"] },
        { userId: priya.id, roles: ["manager"] },
        { userId: hana.id, roles: ["manager"] },
        { userId: tomas.id, roles: ["viewer"] },
      ],
    },
    { now: at(-63, "09:00") },
  );
  const tell = tellerOf(key, telling, apimProofs);
  await tell.finish(omar, null, ["P-01", "P-02", "H-01"], at(-62, "11:00"));
  await tell.comment(
    omar,
    null,
    "P-02",
    "@priya.nair the connector's vendor wants to certify 4.7 in spring. Do we wait for it, or go to 4.5 now?",
    at(-62, "11:30"),
  );
  await tell.comment(priya, null, "P-02", "Now. 3.2.0 leaves support before that.", at(-62, "13:05"));
  await tell.finish(lee, null, ["P-03", "P-06"], at(-61, "15:30"));
  await inventoriesAreBegun(tell, telling);
  await tell.prove(omar, null, "P-09", at(-61, "16:00"));
  await tell.bulk(omar, "start", null, ["P-09"], at(-60, "09:50"));
  for (const [index, reader] of [omar, ines, lee, priya, hana].entries()) {
    await tell.attest(reader, "P-09", at(-60, `1${index}:20`));
  }
  await tell.finish(omar, null, ["P-09"], at(-60, "15:00"));
  await tell.bulk(lee, "start", null, ["P-07"], at(-60, "15:30"));
  await tell.finish(lee, null, ["P-07"], at(-59, "08:00"));
  await tell.finish(lee, null, ["P-04", "P-10"], at(-59, "15:00"));
  await tell.finish(ines, null, ["P-08"], at(-58, "16:00"));

  await testSetupIsSignedOff(tell, telling);
  await devIsSignedOff(tell, telling);
  await upperEnvironments(tell, telling);
  return (await answer(viewUpgrade, omar, { upgrade: key })).key;
}
