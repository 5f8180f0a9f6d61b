import { SaxesParser } from "saxes";
import { limits, type Unreadable } from "../limits";
import { decodeText, encodingOf } from "./decode-text";
import { tooDeep } from "./raw-setting";

/** An element of an XML file, with the line it begins in. */
export type XmlElement = {
  readonly name: string;
  readonly line: number;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text directly inside, without the space around it. */
  readonly text: string;
};

type Growing = {
  name: string;
  line: number;
  attributes: Map<string, string>;
  children: Growing[];
  text: string;
};

class Refused extends Error {
  constructor(readonly problem: Unreadable) {
    super("refused");
  }
}

/**
 * Reads an XML file into its tree. Entities of a document type are never expanded (using one is an error), prefixes of names
 * are left away, and what the parser complains about is said without a piece of the file.
 */
export function readXmlTree(
  file: string,
  bytes: Uint8Array,
): { readonly root: XmlElement } | { readonly problems: readonly Unreadable[] } {
  const encoding = encodingOf(bytes);
  const text = decodeText(bytes, encoding);
  if (text === null) {
    const message = `The file is not ${encoding.toUpperCase().slice(0, 20)}, which it says it is. Save it as UTF-8 and upload it again.`;
    return { problems: [{ file, line: null, column: null, message }] };
  }
  try {
    return { root: parseTree(file, text) };
  } catch (error) {
    if (error instanceof Refused) return { problems: [error.problem] };
    const message = "This is not XML that can be read. Check that the whole file was uploaded.";
    return { problems: [{ file, line: null, column: null, message }] };
  }
}

function parseTree(file: string, text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const open: Growing[] = [];
  let root: Growing | null = null;
  parser.on("error", (error) => {
    throw new Refused({
      file,
      line: parser.line,
      column: Math.max(1, parser.column),
      message: `This is not valid XML: ${reasonOf(error.message)}. Correct it and upload the file again.`,
    });
  });
  let startLine = 1;
  parser.on("opentagstart", () => {
    startLine = parser.line;
  });
  parser.on("opentag", (tag) => {
    if (open.length >= limits.depth) throw new Refused(tooDeep(file, parser.line));
    const attributes = new Map<string, string>();
    for (const [name, value] of Object.entries(tag.attributes)) {
      if (name !== "xmlns" && !name.startsWith("xmlns:")) attributes.set(localName(name), value);
    }
    const element: Growing = {
      name: localName(tag.name),
      line: startLine,
      attributes,
      children: [],
      text: "",
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const addText = (more: string) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += more;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    const element = open.pop();
    if (element !== undefined) element.text = element.text.trim();
  });
  parser.write(text).close();
  if (root === null) {
    const message = "The file is empty: it has no element.";
    throw new Refused({ file, line: 1, column: 1, message });
  }
  return root;
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** What is wrong, in words of our own: the parser's may quote the file. */
function reasonOf(message: string): string {
  const text = message.replace(/^[^ ]*?\d+:\d+: /, "");
  if (text.startsWith("unclosed tag")) return "an element is never closed";
  if (text.startsWith("unmatched closing tag") || text.startsWith("unexpected close tag"))
    return "an element is closed that was not the last one opened";
  if (text.startsWith("duplicate attribute")) return "an element has the same attribute twice";
  if (/entity/.test(text)) return "an & stands where only &amp; and its like are understood";
  if (text.startsWith("document must contain a root")) return "there is no element in it";
  if (text.startsWith("text data outside")) return "text stands outside of the outermost element";
  if (/attribute|quoted|equal|whitespace/.test(text)) return 'an attribute is not written as name="value"';
  if (/comment/.test(text)) return "a comment is not written as <!-- … --> or has -- inside";
  if (/declaration|XML declaration|version/.test(text))
    return "the line <?xml …?> is malformed or not at the very start";
  if (/disallowed character|malformed name/.test(text)) return "a character stands where it is not allowed";
  if (/unexpected end/.test(text)) return "the file ends too early";
  return "it is malformed here";
}
