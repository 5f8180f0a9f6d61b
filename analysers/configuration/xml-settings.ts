import type { ConfigurationKnowledge } from "@/domain/configuration/knowledge";
import type { Moved, Setting } from "@/domain/configuration/setting";
import { elementNamer } from "./element-names";
import type { AddressedMapping, FileGuide } from "./known-files";
import { moveValue } from "./moved-value";
import type { RawSetting } from "./raw-setting";
import type { SafeSetting } from "./secrets";
import type { Address } from "./xml-address";
import type { XmlElement } from "./xml-tree";

type Step = { readonly element: XmlElement; readonly label: string | null; readonly position: number };

/**
 * Turns the tree of an old file into settings: each text and each attribute that says something, with the place it has in the
 * target. Attributes that only name their element are part of the address.
 */
export function xmlSettings(
  file: string,
  root: XmlElement,
  guide: FileGuide,
  knowledge: ConfigurationKnowledge,
  removeSecret: (raw: RawSetting, aliasBeside: string | null) => SafeSetting,
): readonly Setting[] {
  const settings: Setting[] = [];
  const naming = new Set(knowledge.namingAttributes);
  const markup = new Set(knowledge.markupAttributes);
  const aliasAttribute = knowledge.vaultReference.aliasAttribute;
  const nameElements = elementNamer(knowledge.elementNames);

  const addSetting = (steps: readonly Step[], plain: string, attribute: string | null, value: string) => {
    const last = steps.at(-1);
    if (last === undefined) return;
    const key = `${guide.file.name}:${steps.map(stepText).join("")}${attribute === null ? "" : `/@${attribute}`}`;
    const label = last.label ?? last.element.attributes.get(knowledge.namingAttributes[0] ?? "");
    const name = [
      last.element.name,
      ...(label === undefined ? [] : [label]),
      ...(attribute === null ? [] : [attribute]),
    ];
    const aliasBeside = aliasAttribute === null ? undefined : last.element.attributes.get(aliasAttribute);
    const raw: RawSetting = { key, name, file, line: last.element.line, value };
    const bareKey = { ...raw, key: `${plain}${attribute === null ? "" : `/@${attribute}`}` };
    const safe = removeSecret(bareKey, attribute === null ? (aliasBeside ?? null) : null);
    settings.push({
      key,
      file,
      line: raw.line,
      value: safe.value,
      secret: safe.secret,
      moved: movedTo(guide, steps, plain, attribute, safe),
    });
  };

  const visit = (steps: readonly Step[], plain: string) => {
    const element = steps.at(-1)?.element;
    if (element === undefined) return;
    let said = 0;
    for (const [attribute, value] of element.attributes) {
      if (markup.has(attribute) || attribute === aliasAttribute) continue;
      // A name is part of the address, unless the target keeps it under a key of its own.
      const mapped = guide.mappings.get(`${plain}/@${attribute}`);
      if (naming.has(attribute) && !mapped?.some(({ address }) => fits(address, steps))) continue;
      said += 1;
      addSetting(steps, plain, attribute, value);
    }
    const leaf = element.children.length === 0;
    const silent = element.text === "" && (said > 0 || element.attributes.size > 0);
    if (element.text !== "" || (leaf && !silent)) addSetting(steps, plain, null, element.text);
    const children = labelled(element.children, naming, nameElements);
    for (const child of children) visit([...steps, child], `${plain}/${child.element.name}`);
  };
  visit([{ element: root, label: null, position: 0 }], `/${root.name}`);
  return settings;
}

function stepText({ element, label }: Step): string {
  return label === null ? `/${element.name}` : `/${element.name}[${label}]`;
}

/** Children with a name each where several share one element name, or where an attribute names them. */
function labelled(
  children: readonly XmlElement[],
  naming: ReadonlySet<string>,
  nameElements: ReturnType<typeof elementNamer>,
): readonly Step[] {
  const groups = new Map<string, XmlElement[]>();
  for (const child of children) {
    const group = groups.get(child.name);
    if (group === undefined) groups.set(child.name, [child]);
    else group.push(child);
  }
  const labels = new Map<XmlElement, { label: string | null; position: number }>();
  for (const group of groups.values()) {
    const single =
      group.length === 1 && ![...(group[0]?.attributes.keys() ?? [])].some((name) => naming.has(name));
    const names = single ? [] : nameElements(group.map(fieldsOf));
    group.forEach((child, position) => {
      labels.set(child, { label: names[position] ?? null, position });
    });
  }
  return children.map((element) => ({ element, label: null, position: 0, ...labels.get(element) }));
}

function fieldsOf(element: XmlElement): { readonly [field: string]: string } {
  const fields: { [field: string]: string } = Object.create(null);
  for (const child of element.children) if (child.text !== "") fields[child.name] ??= child.text;
  for (const [name, value] of element.attributes) fields[name] = value;
  return fields;
}

function movedTo(
  guide: FileGuide,
  steps: readonly Step[],
  plain: string,
  attribute: string | null,
  { value, secret }: SafeSetting,
): Moved {
  const source = guide.file.source;
  const place = attribute === null ? plain : `${plain}/@${attribute}`;
  const none = { targets: [], dropped: null, note: null, source };
  const exact = (guide.mappings.get(place) ?? []).filter(({ address }) => fits(address, steps));
  const parent = plain.slice(0, plain.lastIndexOf("/"));
  const open =
    attribute === null
      ? (guide.anyChild.get(parent) ?? []).filter(({ address }) => fits(address, steps.slice(0, -1)))
      : [];
  const drop = (guide.drops.get(place) ?? [])
    .filter(({ address }) => fits(address, steps))
    .sort((a, b) => b.address.weight - a.address.weight)[0];
  const best = Math.max(-1, ...exact.map(({ address }) => address.weight));
  if (drop !== undefined && drop.address.weight >= best) return { ...none, dropped: drop.drop };
  const chosen = exact.length > 0 ? exact.filter(({ address }) => address.weight === best) : heaviest(open);
  if (chosen.length > 0) {
    const text = typeof value === "string" ? value : "";
    const targets = chosen.flatMap(({ address, mapping }) => {
      const target = moveValue(
        mapping,
        text,
        secret !== null,
        elementsIn(address, steps),
        fieldIn(address, steps),
      );
      return target === null ? [] : [target];
    });
    return { ...none, targets, note: chosen[0]?.mapping.note ?? null };
  }
  for (let at = place; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const below = guide.dropsBelow.get(at)?.find(({ address }) => fits(address, steps));
    if (below !== undefined) return { ...none, dropped: below.drop };
  }
  return none;
}

function heaviest(found: readonly AddressedMapping[]): readonly AddressedMapping[] {
  const best = Math.max(-2, ...found.map(({ address }) => address.weight));
  return found.filter(({ address }) => address.weight === best);
}

function fits(address: Address, steps: readonly Step[]): boolean {
  return address.steps.every((step, at) => {
    const element = steps[at]?.element;
    if (element === undefined || element.name !== step.name) return false;
    if (step.names !== null && !element.attributes.has(step.names)) return false;
    return step.equal.every(({ what, is }) =>
      what.startsWith("@")
        ? element.attributes.get(what.slice(1)) === is
        : element.children.some((child) => child.name === what && child.text === is),
    );
  });
}

function elementsIn(address: Address, steps: readonly Step[]): readonly string[] {
  return address.steps.flatMap((step, at) =>
    step.repeats ? [steps[at]?.label ?? String(steps[at]?.position ?? 0)] : [],
  );
}

/** The free field of a mapping: the value of the naming attribute, or the name of the element itself. */
function fieldIn(address: Address, steps: readonly Step[]): string | null {
  const at = address.steps.findIndex(({ names }) => names !== null);
  const attribute = address.steps[at]?.names;
  if (attribute !== null && attribute !== undefined)
    return steps[at]?.element.attributes.get(attribute) ?? null;
  return address.anyChild ? (steps.at(-1)?.element.name ?? null) : null;
}
