import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Account, binariesFor, canEnter, openFolder, outside } from "./binaries";

export type Place = {
  /** Holds bin/, lib/ and share/ of Postgres. */
  binaries: string;
  /** The data directory; may not exist yet. */
  data: string;
  /** As whom Postgres runs; undefined means as ourselves. */
  account: Account | undefined;
  /** Where the data lay until now, when they have to move to `data` first. */
  moveFrom?: string;
};

// Postgres refuses to run as root. Any other account will do; "nobody" needs nothing added to the system.
const nobody: Account = { uid: 65_534, gid: 65_534 };

/**
 * Decides where Postgres and its data live for the data folder `home`, and as whom it runs. That is
 * `home/postgres`, except for root in a checkout which that other account can't enter: then a folder outside.
 */
export function findPlace(home: string): Place {
  const inside = join(home, "postgres");
  const owner = existsSync(inside) ? statSync(inside) : undefined;
  if (process.getuid?.() !== 0) {
    if (owner && owner.uid !== process.getuid?.()) {
      throw new Error(
        `The data in ${inside} belong to user ${owner.uid}. Start Liftlock as that user or as root.`,
      );
    }
    return { binaries: binariesFor(undefined), data: inside, account: undefined };
  }
  const account = owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody;
  const elsewhere = folderOutside(home);
  const data = join(elsewhere, "postgres");
  if (!existsSync(data) && canEnter(home, account)) {
    return { binaries: binariesFor(account), data: inside, account };
  }
  openFolder(outside);
  openFolder(elsewhere);
  writeFileSync(join(elsewhere, "belongs-to"), `${home}\n`);
  writeFileSync(join(home, "postgres-elsewhere"), `${elsewhere}\n`);
  const place = { binaries: binariesFor(account), data, account };
  // The checkout was open to that account before and is closed now: its data move along.
  return !existsSync(data) && owner ? { ...place, moveFrom: inside } : place;
}

/** A place for a cluster that nobody needs later. The caller deletes `home` in the end. */
export function throwawayPlace(): Place & { home: string } {
  const account = process.getuid?.() === 0 ? nobody : undefined;
  let home = mkdtempSync(join(tmpdir(), "liftlock-"));
  if (account) {
    openFolder(home);
    if (!canEnter(home, account)) {
      rmSync(home, { recursive: true });
      openFolder(outside);
      home = mkdtempSync(join(outside, "temporary-"));
      openFolder(home);
    }
  }
  return { home, binaries: binariesFor(account), data: join(home, "postgres"), account };
}

/**
 * The folder outside that belongs to `home`. A pointer in `home` finds it again after the checkout was moved; a
 * note inside tells a moved checkout from a copied one, which must not share the data of its original.
 */
function folderOutside(home: string): string {
  const own = join(outside, createHash("sha256").update(home).digest("hex").slice(0, 12));
  const pointed = readLine(join(home, "postgres-elsewhere")) ?? own;
  const belongsTo = readLine(join(pointed, "belongs-to")) ?? home;
  const copied = belongsTo !== home && readLine(join(belongsTo, "postgres-elsewhere")) === pointed;
  return copied ? own : pointed;
}

function readLine(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
}

/** Moves a stopped cluster; interrupted, it starts over and the old place stays as it was. */
export function moveData(from: string, to: string): void {
  const draft = `${to}.moving`;
  rmSync(draft, { recursive: true, force: true });
  if (spawnSync("cp", ["-a", from, draft]).status !== 0)
    throw new Error(`Can't move the data from ${from} to ${to}.`);
  spawnSync("sync");
  renameSync(draft, to);
  rmSync(from, { recursive: true });
}
