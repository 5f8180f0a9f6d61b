import { describe, expect, it } from "vitest";
import { readXmlTree } from "./xml-tree";

const read = (text: string) => readXmlTree("carbon.xml", new TextEncoder().encode(text));
const problem = (text: string) => {
  const tree = read(text);
  return "problems" in tree ? tree.problems[0] : null;
};

describe("an XML file", () => {
  it("becomes a tree without prefixes, with the line of each element", () => {
    const tree = read(
      '<Server xmlns="x">\n  <s:Key s:alias="a"> v &amp; w </s:Key>\n  <Text><![CDATA[<b>]]></Text>\n</Server>',
    );
    expect(tree).toMatchObject({
      root: {
        name: "Server",
        line: 1,
        children: [
          { name: "Key", line: 2, text: "v & w", attributes: new Map([["alias", "a"]]) },
          { name: "Text", line: 3, text: "<b>" },
        ],
      },
    });
  });

  it("never expands entities of a document type", () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>';
    expect(problem(bomb)?.message).toMatch(/& stands where/);
    expect(problem('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')?.message).toMatch(/&/);
  });

  it.each([
    ["<a>\n<b>\n</a>", 3],
    ["<a><b></a>", 1],
    ["<a b='1' b='2'/>", 1],
    ["<a>\n  <hush", 2],
    ["", 1],
    ["text", 1],
  ])("says where %j is wrong", (text, line) => {
    expect(problem(text)).toMatchObject({ file: "carbon.xml", line, column: expect.any(Number) });
    expect(problem(text)?.message).not.toMatch(/hush/);
  });

  it("refuses elements too deep inside one another", () => {
    expect(problem(`${"<a>".repeat(150)}${"</a>".repeat(150)}`)?.message).toMatch(/100 deep/);
  });

  it("reads the encoding it says it has", () => {
    const bytes = new Uint8Array(
      [...'<?xml version="1.0" encoding="ISO-8859-1"?><a>Z'].map((c) => c.charCodeAt(0)),
    );
    const tree = readXmlTree(
      "a.xml",
      new Uint8Array([...bytes, 0xfc, ...[..."</a>"].map((c) => c.charCodeAt(0))]),
    );
    expect(tree).toMatchObject({ root: { text: "Zü" } });
    expect(readXmlTree("a.xml", new Uint8Array([0x3c, 0x61, 0x3e, 0xff]))).toMatchObject({
      problems: [{ line: null }],
    });
  });
});
