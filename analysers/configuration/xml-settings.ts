import type { ConfigurationKnowledge } from "@/domain/configuration/knowledge";
import type { Moved, Setting, Target } from "@/domain/configuration/setting";
import { elementNamer } from "./element-names";
import type { FileGuide } from "./known-files";
import { moveValue } from "./moved-value";
import type { RawSetting } from "./raw-setting";
import { isSecretName, type SafeSetting } from "./secrets";
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

  const addSetting = (
    steps: readonly Step[],
    way: string,
    plain: string,
    attribute: string | null,
    value: string,
  ) => {
    const last = steps.at(-1);
    if (last === undefined) return;
    const place = attribute === null ? plain : `${plain}/@${attribute}`;
    const key = attribute === null ? way : `${way}/@${attribute}`;
    const label = last.label ?? last.element.attributes.get(knowledge.namingAttributes[0] ?? "");
    // The element may be called a secret or be named one: <Password> and <Property name="password">.
    const own = last.element.name;
    const called = label === undefined || isSecretName([own]) ? own : label;
    const name = attribute === null ? [called] : [label ?? own, attribute];
    const line = last.element.line;
    const aliasBeside =
      aliasAttribute === null || attribute !== null ? undefined : last.element.attributes.get(aliasAttribute);
    const safe = removeSecret({ key: place, name, file, line, value }, aliasBeside ?? null);
    settings.push({
      key,
      file,
      line,
      value: safe.value,
      secret: safe.secret,
      moved: movedTo(guide, steps, plain, place, attribute, safe),
    });
  };

  const visit = (steps: readonly Step[], way: string, plain: string) => {
    const element = steps.at(-1)?.element;
    if (element === undefined) return;
    let said = 0;
    for (const [attribute, value] of element.attributes) {
      if (markup.has(attribute) || attribute === aliasAttribute) continue;
      // A name is part of the address, unless the target keeps it under a key of its own.
      const mapped = guide.mappings.get(`${plain}/@${attribute}`);
      if (naming.has(attribute) && !mapped?.some(({ address }) => fits(address, steps))) continue;
      said += 1;
      addSetting(steps, way, plain, attribute, value);
    }
    const leaf = element.children.length === 0;
    const silent = element.text === "" && (said > 0 || element.attributes.size > 0);
    if (element.text !== "" || (leaf && !silent)) addSetting(steps, way, plain, null, element.text);
    const children = labelled(element.children, naming, nameElements);
    for (const child of children) {
      visit([...steps, child], way + stepText(child), `${plain}/${child.element.name}`);
    }
  };
  const first = { element: root, label: null, position: 0 };
  visit([first], `${guide.file.name}:${stepText(first)}`, `/${root.name}`);
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
  place: string,
  attribute: string | null,
  { value, secret }: SafeSetting,
): Moved {
  const source = guide.file.source;
  const mappings = guide.mappings.get(place);
  const anyChild =
    attribute === null ? guide.anyChild.get(plain.slice(0, plain.lastIndexOf("/"))) : undefined;
  const drop = heaviest(guide.drops.get(place), steps)[0];
  let chosen = heaviest(mappings, steps);
  if (drop !== undefined && drop.address.weight >= (chosen[0]?.address.weight ?? -1)) {
    return { targets: [], dropped: drop.drop, note: null, source };
  }
  if (chosen.length === 0 && anyChild !== undefined) chosen = heaviest(anyChild, steps);
  if (chosen.length > 0) {
    const text = typeof value === "string" ? value : "";
    const targets: Target[] = [];
    for (const { address, mapping } of chosen) {
      const elements = elementsIn(address, steps);
      const target = moveValue(mapping, text, secret !== null, elements, fieldIn(address, steps));
      if (target !== null) targets.push(target);
    }
    return { targets, dropped: null, note: chosen[0]?.mapping.note ?? null, source };
  }
  for (let at = place; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const below = guide.dropsBelow.get(at)?.find(({ address }) => fits(address, steps));
    if (below !== undefined) return { targets: [], dropped: below.drop, note: null, source };
  }
  return { targets: [], dropped: null, note: null, source };
}

/** Those whose conditions are met, and of these the ones that ask for most. */
function heaviest<Found extends { readonly address: Address }>(
  found: readonly Found[] | undefined,
  steps: readonly Step[],
): readonly Found[] {
  let best: Found[] = [];
  for (const one of found ?? []) {
    const weight = best[0]?.address.weight;
    if (weight !== undefined && one.address.weight < weight) continue;
    if (!fits(one.address, steps)) continue;
    if (weight === undefined || one.address.weight > weight) best = [one];
    else best.push(one);
  }
  return best;
}

function fits(address: Address, steps: readonly Step[]): boolean {
  return address.steps.every((step, at) => {
    const element = steps[at]?.element;
    if (element === undefined || element.name !== step.name) return false;
    if (step.names !== null && !element.attributes.has(step.names)) return false;
    if (step.equal.length === 0) return true;
    return step.equal.every(({ what, is }) =>
      what.startsWith("@")
        ? element.attributes.get(what.slice(1)) === is
        : textsOf(element).get(what)?.has(is) === true,
    );
  });
}

const texts = new WeakMap<XmlElement, ReadonlyMap<string, ReadonlySet<string>>>();

/** The texts of an element's children, by their names. Made once: a condition may be asked for each child. */
function textsOf(element: XmlElement): ReadonlyMap<string, ReadonlySet<string>> {
  const made = texts.get(element);
  if (made !== undefined) return made;
  const fresh = new Map<string, Set<string>>();
  for (const { name, text } of element.children) {
    const same = fresh.get(name);
    if (same === undefined) fresh.set(name, new Set([text]));
    else same.add(text);
  }
  texts.set(element, fresh);
  return fresh;
}

function elementsIn(address: Address, steps: readonly Step[]): readonly string[] {
  const elements: string[] = [];
  address.steps.forEach((step, at) => {
    if (step.repeats) elements.push(steps[at]?.label ?? String(steps[at]?.position ?? 0));
  });
  return elements;
}

/** The free field of a mapping: the value of the naming attribute, or the name of the element itself. */
function fieldIn(address: Address, steps: readonly Step[]): string | null {
  const at = address.steps.findIndex(({ names }) => names !== null);
  const attribute = address.steps[at]?.names;
  if (attribute !== null && attribute !== undefined)
    return steps[at]?.element.attributes.get(attribute) ?? null;
  return address.anyChild ? (steps.at(-1)?.element.name ?? null) : null;
}
