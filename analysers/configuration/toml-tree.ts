import { parseKey } from "@/domain/configuration/setting-key";
import type { SettingValue } from "@/domain/configuration/setting-value";

/** A table, list or value of a TOML file being put together. */
export type TomlNode = {
  value: { readonly is: SettingValue; readonly comment: string } | null;
  fields: ReadonlyMap<string, TomlNode>;
  elements: ReadonlyMap<string, TomlNode>;
};

/** What most nodes have below them: a file of a hundred thousand values would otherwise make two maps for each. */
const nothing: ReadonlyMap<string, TomlNode> = new Map();

/** A table with nothing in it. */
export function emptyNode(): TomlNode {
  return { value: null, fields: nothing, elements: nothing };
}

/**
 * Puts a value at a key. False when it can't stand there, because a value, a table or a list already does that it would
 * contradict; nothing is changed then.
 */
export function placeValue(root: TomlNode, key: string, is: SettingValue, comment: string): boolean {
  const parts = parseKey(key);
  let node = root;
  const fresh: { parent: Map<string, TomlNode>; name: string }[] = [];
  for (const part of parts) {
    const isElement = "element" in part;
    const blocked = node.value !== null || (isElement ? node.fields.size > 0 : node.elements.size > 0);
    if (blocked) return undo(fresh);
    const below = isElement ? "elements" : "fields";
    if (node[below] === nothing) node[below] = new Map();
    const siblings = node[below] as Map<string, TomlNode>;
    const name = isElement ? part.element : part.field;
    let next = siblings.get(name);
    if (next === undefined) {
      next = emptyNode();
      siblings.set(name, next);
      fresh.push({ parent: siblings, name });
    }
    node = next;
  }
  if (node === root || node.value !== null || node.fields.size > 0 || node.elements.size > 0)
    return undo(fresh);
  node.value = { is, comment };
  return true;
}

function undo(fresh: readonly { parent: Map<string, TomlNode>; name: string }[]): false {
  for (const { parent, name } of [...fresh].reverse()) parent.delete(name);
  return false;
}
