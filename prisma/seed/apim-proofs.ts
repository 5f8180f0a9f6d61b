import { textFile } from "./files";
import type { Proof, Proofs } from "./teller";

type Words = string | readonly string[] | { url: string; name: string };

/** What was written down, by step, or by step and environment. A list of lines is a file of that name; `{env}` is the environment. */
const proofs: Record<string, Words | readonly [file: string, lines: readonly string[]]> = {
  "P-01":
    "CS0123456, owner Omar Haddad, severity S3. The vendor confirmed a hand-over of the migration clients within two days.",
  "P-02":
    "Running 3.2.0 at update level 3.2.0.412. Target 4.5.0: the billing connector is certified up to 4.5.0. Next upgrade planned for next spring.",
  "P-03":
    "3.2.0 → 4.2.0 with the client from CS0123456, then 4.2.0 → 4.5.0 by the schema script of the same case.",
  "P-04":
    "wso2am-migration-4.2.0.4.zip, identity client 6.1.0.188, apimgt-4.2-4.5-postgresql.sql. Checksums are in the case.",
  "P-06":
    "11 customizations: 6 dropped (the product has them now), 4 ported, 1 retired. Owner for each in the register.",
  "P-07": {
    url: "https://ci.example.com/apim-customizations/builds/214",
    name: "Build 214 against 4.5.0, with checksums",
  },
  "P-08": "Catalogue walked through with the API owners on the call; every must has a required case.",
  "P-09": "Upgrading guide of 4.2.0 and of 4.5.0, release notes 4.0.0 to 4.5.0, as of this month.",
  "P-10":
    "23 changes crossed, 9 touch us: token and revoke moved, JSON faults, revisions, gateway environments, TLS floor …",
  "P-11":
    "Ninety minutes without portals, no gap for calls. Back until traffic share passes 50 %; after that only forward.",
  "T-02":
    "38 of 41 applications move to JWT. Partner Kestrel and the two kiosks stay on opaque tokens for six months.",
  "T-04": "Banner in the portal and mail to 41 application owners, sent with the date of the freeze.",
  "T-05":
    "Notice to consumers sent; the load balancer rewrites /token and /revoke until the end of the quarter.",
  "H-01": "Test setup, Dev, Pre-prod, Prod. Ines and Lee run each; nobody signs what they ran.",
  "H-02":
    "Two gateways instead of four, one traffic manager instead of two, HAProxy instead of the F5. Load is a third of production's.",
  "P-12":
    "Profile of {env} filled in: 2 publishers, 2 gateway workers, 1 traffic manager, 1 key manager, PostgreSQL 15.6.",
  "P-12 prod":
    "Profile of prod filled in: 2 publishers, 4 gateway workers, 2 traffic managers, 2 key managers, PostgreSQL 15.6.",
  "P-13":
    "{env}: 412 APIs, 1,920 applications, 61,400 tokens, registry 8.1 GB, API Manager database 14.2 GB.",
  "P-13 prod":
    "prod: 412 APIs, 1,983 applications, 63,364 tokens, registry 8.3 GB, API Manager database 14.0 GB.",
  "P-14": "Sizing sheet agreed; machines, rules and 400 GB of disk are granted for {env}.",
  "P-15": "PostgreSQL 15.6 is on the tested list of 4.5.0. SELECT version() on both hosts of {env}.",
  "P-16": "openjdk 17.0.10 on every new node of {env}.",
  "P-17": [
    "certificates-{env}.txt",
    [
      "client-truststore.jks  gw-client   valid until next March",
      "client-truststore.jks  legacy-hub  EXPIRED 12 days ago",
      "wso2carbon.jks         wso2carbon  valid until next November",
    ],
  ],
  "P-18": [
    "certificates-renewed-{env}.txt",
    [
      "before: legacy-hub EXPIRED",
      "after:  legacy-hub valid for 397 days, same authority, same key",
      "trusting it: hub gateway, partner Kestrel",
    ],
  ],
  "T-01": [
    "token-inventory-{env}.csv",
    [
      "application,keys,token type,active opaque",
      "Kestrel,2,opaque,1204",
      "Kiosk A,1,opaque,88",
      "Kiosk B,1,opaque,91",
      "38 others,71,JWT,0",
    ],
  ],
  "T-03": "Two key managers for two gateways in {env}; ratio 1 : 1 agreed with operations.",
  "R-01":
    "wso2am-acp, wso2am-universal-gw and wso2am-tm 4.5.0 under /opt on the new nodes of {env}; checksums match.",
  "R-02": "Update level 4.5.0.21 on every node of {env}.",
  "R-04": "Checksums of both stores are equal on all nodes of {env}.",
  "R-05": "No expired entry on any node of {env}.",
  "R-06": "postgresql-42.7.3.jar in repository/components/lib of every node of {env}.",
  "R-07": "4 bundles in dropins, 2 jars in lib; checksums equal build 214.",
  "R-10": "Two global sequences on both gateways, named in [server.skip_files].",
  "C-01": [
    "differences-{env}.txt",
    [
      "[database.apim_db] url            keep, points to the restored copy",
      "[apim.throttling] blacklist       drop, default now",
      "[oauth.token_validation] app_info  rename",
    ],
  ],
  "C-03": "Checked per role with two pairs of eyes; no table is there twice.",
  "C-04": "14 keys renamed, list in the repository of the configuration, commit 8c41d.",
  "C-05": "Dropped: google analytics, jms.ws, portal.search_tags and 5 others.",
  "C-06": "Kept: response time header. Changed with the default: TLS 1.2 floor.",
  "C-07": "Gateway environment stays “Production and Sandbox” on control plane and gateways.",
  "C-08": "URLs of {env} point to the copy; read aloud by Lee, checked by Ines.",
  "C-10": "group_and_role_separation_improvements_enabled = false on the migrated database.",
  "C-12": "Units start api-cp.sh, gateway.sh and traffic-manager.sh; commit 91f07.",
  "C-13": "deployment.toml for control plane, gateway, traffic manager and key manager of {env}.",
  "D-01":
    "Dump of production restored in {env}, addresses and phone numbers masked. Row counts within 0.2 % of production's.",
  "D-03": "Pool 50 → 150, heap 4 → 8 GB for the run.",
  "D-04": "statement cache off in the registry URL of the client node.",
  "D-06": [
    "migration-config-{env}.yaml",
    ['migrationEnable: "true"', 'currentVersion: "5.10.0"', 'migrateVersion: "6.1.0"'],
  ],
  "D-08": "Portals of {env} read-only, announced the day before.",
  "D-10": [
    "counts-before-{env}.txt",
    [
      "AM_API 412",
      "AM_APPLICATION 1920",
      "AM_SUBSCRIPTION 5110",
      "IDN_OAUTH2_ACCESS_TOKEN 61400",
      "REG_RESOURCE 188204",
    ],
  ],
  "D-11": [
    "dumps-{env}.txt",
    [
      "apim_db    14.2 GB  11 min 40 s",
      "shared_db   8.1 GB   6 min 12 s",
      "keystores, index and synapse files 1.1 GB",
    ],
  ],
  "D-12": "Restored in 19 min; counts equal the baseline.",
  "D-13": "apim_mig is owner of both copies until the exit of {env}.",
  "D-15": "REG_RESOURCE_IND_BY_UUID added in 48 s.",
  "D-17": [
    "identity-migration-{env}.log",
    [
      "INFO  Migration started: 5.10.0 -> 6.1.0",
      "INFO  61,400 tokens read",
      "INFO  Migration of identity components finished in 41:07",
    ],
  ],
  "D-18": "Client removed, both copies dumped again: 14.3 and 8.1 GB.",
  "D-19": [
    "validators-{env}.log",
    [
      "apiDefinitionValidator: 2 findings, repaired in the old Publisher",
      "apiAvailabilityValidator: ok",
      "appThrottlePolicyValidator: ok",
    ],
  ],
  "D-20": [
    "apim-migration-{env}.log",
    [
      "java -version 11.0.22, client 4.2.0.4",
      "INFO  412 APIs, 3 API products",
      "INFO  API migration finished in 1:08:52, no error",
    ],
  ],
  "D-21": "Client jar and migration-resources are gone on {env}; no flag left in the start script.",
  "D-22": "apim_db-before-schema-{env}.dump, 14.6 GB.",
  "D-23": [
    "schema-{env}.log",
    [
      "psql apim_db -f apimgt-4.2-4.5-postgresql.sql",
      "ALTER TABLE (31)",
      "CREATE TABLE (9)",
      "done in 00:58",
    ],
  ],
  "D-24": [
    "schema-difference-{env}.txt",
    ["fresh 4.5.0 against migrated: no missing table, no missing column", "2 extra indexes of ours"],
  ],
  "D-25": [
    "counts-after-{env}.txt",
    [
      "AM_API 412 (=)",
      "AM_APPLICATION 1920 (=)",
      "AM_SUBSCRIPTION 5110 (=)",
      "tokens 61388 (-12, expired meanwhile)",
    ],
  ],
  "S-03":
    "Key manager 52 s, control plane 2 min 5 s, traffic manager 40 s, gateways 1 min 10 s each. Connected, no retries after.",
  "S-05": "Index set aside, re_indexing = 2, finished after 19 min; 412 APIs in the Publisher.",
  "S-06": "Second control plane of {env} after the first, 20 min.",
  "S-07": "Theme and sequences of partner.example are back, portal looked at by Lee.",
  "S-08": "Sign-up closed for both tenants of {env}.",
  "S-09": "Revision 2 made of 412 APIs by script; API owners told not to restore revision 1.",
  "X-01": "https://cp1.test.example answers 4.5.0.21, empty database, our bundles active.",
  "X-02": "Run 1 of the test setup. The custom theme was accepted with a small difference in spacing.",
  "V-01": "All 14 probes of {env} answer 200; WebSocket port open.",
  "V-02": "JWT, opaque, API key, basic and client certificate from before: all accepted in {env}.",
  "V-04": "9 policies, each before and after a save: effect unchanged.",
  "V-06": "The runs of {env} as listed under Tests.",
  "V-07": [
    "first-hour-{env}.log",
    [
      "ERROR 3x  OAuthUtils: token expired                    explained: kiosk clock",
      "WARN 41x  SynapseTask: endpoint suspended               explained: backend restarted",
      "ERROR 0x  unexplained",
    ],
  ],
  "A-01": "CPU 31 % (old 38 %), heap 62 % after collection, charts attached for seven days.",
  "A-02": ["errors-{env}.txt", ["2 new groups, both explained", "log volume 3.1 GB per gateway and day"]],
  "A-04": "Pools and heap are back; flags removed in {env}.",
};

/** What proves a step of the API Manager upgrade. */
export const apimProofs: Proofs = (code, environment): Proof => {
  const filled = (text: string) => text.replaceAll("{env}", environment);
  const found = proofs[`${code} ${environment}`] ?? proofs[code];
  if (found === undefined) throw new Error(`The story has no proof of ${code}`);
  if (typeof found === "string") return { text: filled(found) };
  if ("url" in found) return { url: found.url, name: found.name };
  const [name, lines] = found as readonly [string, readonly string[]];
  return { file: textFile(filled(name), lines) };
};
