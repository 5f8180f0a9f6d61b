/** One step of an address in an old file: an element and what it must be like. */
export type AddressStep = {
  readonly name: string;
  /** Attributes (`@name`) or texts of child elements that must be equal. */
  readonly equal: readonly { readonly what: string; readonly is: string }[];
  /** The attribute whose value becomes the last field of the key. */
  readonly names: string | null;
  /** It is an element of the array of the key. */
  readonly repeats: boolean;
};

/** An address of a knowledge file, read: `/Server/Property[@name="a"]`, `/list/item[]/@id`, `/pool/*`. */
export type Address = {
  readonly steps: readonly AddressStep[];
  readonly attribute: string | null;
  /** The last element may be any; its name becomes the last field of the key. */
  readonly anyChild: boolean;
  /** Everything below is meant. */
  readonly below: boolean;
  /** Names only, for finding it: `/Server/Property`. */
  readonly plain: string;
  /** How much it asks for: of two that fit, the one that asks more is meant. */
  readonly weight: number;
};

/** Reads an address; steps that can't be read ask for nothing. */
export function parseAddress(text: string): Address {
  const steps: AddressStep[] = [];
  let attribute: string | null = null;
  let anyChild = false;
  let below = false;
  for (const step of splitSteps(text)) {
    if (step === "**") below = true;
    else if (step === "*") anyChild = true;
    else if (step.startsWith("@")) attribute = step.slice(1);
    else steps.push(parseStep(step));
  }
  const weight = steps.reduce((sum, step) => sum + step.equal.length * 2 + (step.names === null ? 0 : 1), 0);
  const plain = steps.map(({ name }) => `/${name}`).join("") + (attribute === null ? "" : `/@${attribute}`);
  return { steps, attribute, anyChild, below, plain, weight: weight - (anyChild ? 1 : 0) };
}

function splitSteps(text: string): readonly string[] {
  const steps: string[] = [];
  let step = "";
  let inside = false;
  for (const here of text) {
    if (here === "[") inside = true;
    if (here === "]") inside = false;
    if (here === "/" && !inside) {
      if (step !== "") steps.push(step);
      step = "";
    } else {
      step += here;
    }
  }
  return step === "" ? steps : [...steps, step];
}

function parseStep(step: string): AddressStep {
  const name = /^[^[]*/.exec(step)?.[0] ?? step;
  const equal: { what: string; is: string }[] = [];
  let names: string | null = null;
  let repeats = false;
  for (const [, inside = ""] of step.matchAll(/\[([^\]]*)\]/g)) {
    const parts = /^(@?[\w.-]+)=(?:"([^"]*)"|(\*))$/.exec(inside);
    if (inside === "") repeats = true;
    else if (parts?.[3] === "*") names = parts[1]?.slice(1) ?? null;
    else if (parts?.[1] !== undefined) equal.push({ what: parts[1], is: parts[2] ?? "" });
  }
  return { name, equal, names, repeats };
}
