import type {
  ConfigurationKnowledge,
  KnownDrop,
  KnownFile,
  KnownMapping,
} from "@/domain/configuration/knowledge";
import { type Address, parseAddress } from "./xml-address";

export type AddressedMapping = { readonly address: Address; readonly mapping: KnownMapping };
export type AddressedDrop = { readonly address: Address; readonly drop: KnownDrop };

/** What is known of one old file, ready to be asked by plain address. */
export type FileGuide = {
  readonly file: KnownFile;
  readonly mappings: ReadonlyMap<string, readonly AddressedMapping[]>;
  /** Mappings of any child, by the address of its parent. */
  readonly anyChild: ReadonlyMap<string, readonly AddressedMapping[]>;
  readonly drops: ReadonlyMap<string, readonly AddressedDrop[]>;
  /** Dropped with everything below, by its own address. */
  readonly dropsBelow: ReadonlyMap<string, readonly AddressedDrop[]>;
};

const guides = new WeakMap<ConfigurationKnowledge, ReadonlyMap<string, FileGuide>>();

/** The guides of all old files, by the file's name in lower case. Made once for each knowledge. */
export function guidesOf(knowledge: ConfigurationKnowledge): ReadonlyMap<string, FileGuide> {
  const made = guides.get(knowledge);
  if (made !== undefined) return made;
  const fresh = new Map(knowledge.files.map((file) => [file.name.toLowerCase(), guideOf(file)]));
  guides.set(knowledge, fresh);
  return fresh;
}

/** The guide whose files begin with this element, when there is only one. */
export function guideByRoot(knowledge: ConfigurationKnowledge, root: string): FileGuide | null {
  const found = [...guidesOf(knowledge).values()].filter(({ file }) => file.root === root);
  return found.length === 1 ? (found[0] ?? null) : null;
}

function guideOf(file: KnownFile): FileGuide {
  const mappings = new Map<string, AddressedMapping[]>();
  const anyChild = new Map<string, AddressedMapping[]>();
  const drops = new Map<string, AddressedDrop[]>();
  const dropsBelow = new Map<string, AddressedDrop[]>();
  for (const mapping of file.settings) {
    const address = parseAddress(mapping.at);
    add(address.anyChild ? anyChild : mappings, address.plain, { address, mapping });
  }
  for (const drop of file.dropped) {
    const address = parseAddress(drop.at);
    add(address.below ? dropsBelow : drops, address.plain, { address, drop });
  }
  return { file, mappings, anyChild, drops, dropsBelow };
}

function add<Kind>(map: Map<string, Kind[]>, key: string, one: Kind): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [one]);
  else list.push(one);
}
