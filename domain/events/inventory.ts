import { joined } from "../sentence";

interface Coded {
  code: string;
  title: string;
}

interface Changed extends Coded {
  changes: { field: string; was: string; is: string }[];
}

/** Events of inventories and of the readings they are filled from. Values of fields are kept; secrets never are fields. */
export interface InventoryEvents {
  "item.added": Coded & { kind: string; level: string; source: string };
  "item.edited": Changed;
  "item.decided": Coded & { was: string; is: string; reason: string };
  "item.stateChanged": Coded & { environment: string; was: string; is: string; reason: string };
  "item.ownerSet": Coded & { was: string; is: string };
  "item.dueSet": Coded & { was: string; is: string };
  "item.testsLinked": Coded & { testCases: string[] };
  "item.endingTold": Coded & { was: string; is: string; message: string };
  "item.removed": Coded & { reason: string };
  "item.restored": Coded;
  "items.imported": { fileName: string; sha256: string; kind: string; added: number; changed: number };
  "items.copied": { from: string; items: number };
  "reading.made": {
    analyser: string;
    environment: string;
    node: string;
    files: { name: string; sha256: string }[];
    mustAct: number;
    attention: number;
    info: number;
    secretsDropped: number;
  };
  "reading.applied": {
    analyser: string;
    environment: string;
    added: string[];
    changed: string[];
    closed: string[];
  };
  "upgrade.planUpdated": { added: string[]; removed: string[]; kept: string[] };
}

const named = (d: Coded) => `${d.code} “${d.title}”`;
const why = (reason: string) => (reason === "" ? "" : `: ${reason}`);
const where = (environment: string, node: string) =>
  [environment, node].filter((part) => part !== "").join(", node ");

/** What each event says after the actor's name. */
export const inventorySentences: { [T in keyof InventoryEvents]: (data: InventoryEvents[T]) => string } = {
  "item.added": (d) => `added the ${d.kind} ${named(d)}${d.source === "" ? "" : `, found in ${d.source}`}`,
  "item.edited": (d) => `edited ${named(d)}: ${d.changes.map((change) => change.field).join(", ")}`,
  "item.decided": (d) =>
    d.is === "" ? `took back the verdict on ${named(d)}` : `decided ${named(d)}: ${d.is}${why(d.reason)}`,
  "item.stateChanged": (d) => `set ${named(d)} to ${d.is} in ${d.environment}${why(d.reason)}`,
  "item.ownerSet": (d) => `gave ${named(d)} to ${d.is}`,
  "item.dueSet": (d) => `set the due date of ${named(d)} to ${d.is}`,
  "item.testsLinked": (d) =>
    d.testCases.length === 0
      ? `unlinked all test cases of ${named(d)}`
      : `linked ${named(d)} to ${joined(d.testCases)}`,
  "item.endingTold": (d) => `told of ${named(d)}: ${d.message}`,
  "item.removed": (d) => `removed ${named(d)}${why(d.reason)}`,
  "item.restored": (d) => `brought ${named(d)} back`,
  "items.imported": (d) =>
    `imported ${d.kind} items of “${d.fileName}”: ${d.added} added, ${d.changed} changed`,
  "items.copied": (d) => `carried ${d.items} items over from ${d.from}`,
  "reading.made": (d) =>
    `read ${d.files.length === 1 ? `“${d.files[0]?.name}”` : `${d.files.length} files`}${where(d.environment, d.node) === "" ? "" : ` of ${where(d.environment, d.node)}`} (${d.analyser}): ${d.mustAct} must act, ${d.attention} attention, ${d.info} info`,
  "reading.applied": (d) =>
    `took the ${d.analyser} reading${d.environment === "" ? "" : ` of ${d.environment}`} into the inventory: ${d.added.length} added, ${d.changed.length} changed, ${d.closed.length} closed`,
  "upgrade.planUpdated": (d) =>
    `brought the plan into line with the inventory: ${d.added.length} added, ${d.removed.length} removed, ${d.kept.length} kept`,
};
