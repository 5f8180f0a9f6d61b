import { textFile } from "./files";
import type { Proof, Proofs } from "./teller";

const notes: Record<string, string> = {
  "P-01":
    "Release notes of every release passed: SCRAM, public schema, collation of ICU. Two of them touch us.",
  "P-02":
    "Copy on dev, hard links on prod. Back by starting the old cluster until the new one has started once.",
  "P-03": "Nightly reports 41 min, dashboard query 1.9 s, ledger export 6 min.",
  "P-06": "410 GB free on both file systems of {env}; links are possible.",
  "P-07": "Backup of {env} restored in 38 min; 214 tables counted.",
  "P-08": "Rehearsal 22 min, reserve 30 min, window Sunday 05:00 to 06:30.",
  "N-01": "Old and new programs of {env} lie side by side.",
  "N-02": "pg_controldata of both clusters of {env}: same checksums, encoding and locale.",
  "N-05": "One line in pg_hba.conf for the postgres user, taken back after the run.",
  "N-08": "Omar, Priya and Hana agreed on the call; no exception.",
  "U-02": "Applications of {env} stopped at 05:02.",
  "U-04": "Last backup of {env}: 212 GB, verified.",
  "U-07": "database system is shut down",
  "U-11": "New server of {env} started at 05:19, log is quiet.",
  "U-12": "update_extensions.sql run, no other script was left.",
  "U-13": "vacuumdb --analyze-in-stages: 3 min 20 s.",
  "V-01": "SELECT version() names the new release; no ERROR in the log.",
  "V-03": "Run 1 of {env}.",
  "V-05": "Priya let the applications back at 05:41; first write at 05:42.",
  "A-01": "First backup of the new cluster of {env} verified.",
  "A-02": "Slowest of the twenty statements 1.04 times the old duration after a week.",
  "A-03": "Old cluster deleted after two weeks, agreed with Priya.",
  "A-04": "Rehearse with the links on next time; everything else as planned.",
};

const files: Record<string, readonly [file: string, lines: readonly string[]]> = {
  "P-04": [
    "cluster-{env}.txt",
    ["databases 3, tables 214, size 208 GB", "extensions: pg_stat_statements, pg_trgm"],
  ],
  "N-04": [
    "postgresql-{env}.conf",
    ["shared_buffers = 16GB", "max_connections = 300", "# 11 settings differ from the defaults"],
  ],
  "N-07": [
    "pg_upgrade-check-{env}.log",
    [
      "Checking cluster versions                 ok",
      "Checking for prepared transactions        ok",
      "*Clusters are compatible*",
    ],
  ],
  "U-03": ["counts-before-{env}.txt", ["ledger 88120417", "orders 12004812", "customers 402118"]],
  "U-09": [
    "pg_upgrade-{env}.log",
    ["Performing Upgrade", "Linking user relation files               ok", "Upgrade Complete, 00:06:51"],
  ],
  "V-02": ["counts-after-{env}.txt", ["ledger 88120417 (=)", "orders 12004812 (=)", "customers 402118 (=)"]],
};

/** What proves a step of a PostgreSQL upgrade. */
export const postgresqlProofs: Proofs = (code, environment): Proof => {
  const filled = (text: string) => text.replaceAll("{env}", environment);
  const file = files[code];
  if (file) return { file: textFile(filled(file[0]), file[1]) };
  const note = notes[code];
  if (note === undefined) throw new Error(`The story has no proof of ${code}`);
  return { text: filled(note) };
};
