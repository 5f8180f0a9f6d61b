import { setImmediate } from "node:timers/promises";
import { SaxesParser } from "saxes";

/** Where an element stands: its name and those around it, without prefixes, outermost first. */
export type Inside = readonly string[];

export type XmlListener = {
  readonly open?: (name: string, attribute: (name: string) => string | null, inside: Inside) => void;
  readonly text?: (text: string, inside: Inside) => void;
  readonly close?: (name: string, inside: Inside) => void;
};

/** A part of a workbook can't be read; the message is for people. */
export class WorkbookFault extends Error {}

/** Elements inside one another; workbooks need eight. */
const deepest = 50;

/** Bytes between two breaths: others are served while a large sheet is read. */
const bite = 256 * 1024;

/**
 * Goes through a part of a workbook without keeping it. Prefixes are left away, entities of a document type are never
 * expanded. Throws `WorkbookFault` for what is no XML.
 */
export async function walkXml(part: string, bytes: Uint8Array, listener: XmlListener): Promise<void> {
  const broken = () =>
    new WorkbookFault(
      `its part ${part} can't be read: the file is damaged. Open it, save it anew and try again`,
    );
  const parser = new SaxesParser({ xmlns: false, position: false });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const inside: string[] = [];
  parser.on("error", () => {
    throw broken();
  });
  parser.on("opentag", (tag) => {
    if (inside.length >= deepest) throw broken();
    inside.push(localName(tag.name));
    listener.open?.(inside.at(-1) ?? "", (name) => attributeOf(tag.attributes, name), inside);
  });
  const text = (more: string) => listener.text?.(more, inside);
  parser.on("text", text);
  parser.on("cdata", text);
  parser.on("closetag", (tag) => {
    listener.close?.(localName(tag.name), inside);
    inside.pop();
  });
  try {
    for (let at = 0; at < bytes.length; at += bite) {
      parser.write(decoder.decode(bytes.subarray(at, at + bite), { stream: true }));
      if (bytes.length > bite) await setImmediate();
    }
    parser.write(decoder.decode()).close();
  } catch (error) {
    throw error instanceof TypeError ? broken() : error;
  }
}

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

function attributeOf(attributes: Readonly<Record<string, string>>, name: string): string | null {
  const found = Object.entries(attributes).find(([key]) => key === name || key.endsWith(`:${name}`));
  return found?.[1] ?? null;
}
