import { SaxesParser } from "saxes";
import { AppError } from "@/lib/errors";
import { JunitCollector, type JunitReport } from "@/lib/junit-collector";
import { decodeText } from "@/lib/text-encoding";

/** Largest result file read, in bytes. */
export const junitLimit = 50 * 1024 * 1024;

/** Characters fed to the parser before other requests of this process get a turn. */
const chunk = 512 * 1024;

/** What other test and build tools write, by the name of their root element. */
const foreign: Readonly<Record<string, string>> = {
  html: "an HTML page",
  "!doctype": "an HTML page",
  testrun: "a TRX file of Visual Studio",
  "testng-results": "a TestNG report",
  "test-run": "an NUnit report",
  "test-results": "an NUnit report",
  assemblies: "an xUnit.net report",
  coverage: "a coverage report",
  checkstyle: "a Checkstyle report",
  robot: "a Robot Framework report",
};

/**
 * Reads JUnit XML of any producer: nested suites, properties, errors, failures, skips, reruns. Every `testcase` element
 * gives exactly one result. Throws `too_large`, `unsupported` (another format or encoding) or `invalid_input` (broken
 * XML, with line and column).
 */
export async function parseJunit(bytes: Uint8Array): Promise<JunitReport> {
  if (bytes.length > junitLimit)
    throw new AppError(
      "too_large",
      "The file is larger than 50 MiB. Split it by suite and import the parts.",
    );
  if (bytes.length === 0) throw new AppError("unsupported", "The file is empty.");
  refuseBinary(bytes);
  const { text } = decodeText(bytes);
  refuseOtherText(text);

  const parser = new SaxesParser<{ xmlns: false; position: true }>({ xmlns: false, position: true });
  const collector = new JunitCollector(() => parser.line);
  let rootSeen = false;
  parser.on("error", (error) => {
    const { line, column } = parser;
    const what = error.message.replace(/^\S*?\d+:\d+:\s*/, "").replace(/\.$/, "");
    throw new AppError("invalid_input", `The XML is broken at line ${line}, column ${column}: ${what}.`, {
      line,
      column,
    });
  });
  parser.on("doctype", (doctype) => {
    const html = /^\s*html/i.test(doctype);
    throw new AppError(
      "unsupported",
      html
        ? notJunit("an HTML page")
        : "The file declares a DTD or entities, which no test report needs. It was not read, because such declarations can be used to attack a server.",
    );
  });
  parser.on("opentag", ({ name, attributes }) => {
    if (!rootSeen) {
      rootSeen = true;
      if (name !== "testsuites" && name !== "testsuite")
        throw new AppError(
          "unsupported",
          notJunit(foreign[name.toLowerCase()] ?? `XML with the root element <${name.slice(0, 60)}>`),
        );
    }
    collector.open(name, attributes);
  });
  parser.on("text", (part) => collector.text(part));
  parser.on("cdata", (part) => collector.text(part));
  parser.on("closetag", ({ name }) => collector.close(name));

  for (let at = 0; at < text.length; at += chunk) {
    parser.write(text.slice(at, at + chunk));
    if (at > 0) await new Promise((turn) => setImmediate(turn));
  }
  parser.close();
  if (collector.report.results.length === 0)
    throw new AppError("unsupported", "The file is JUnit XML but holds no test case: nothing to import.");
  return collector.report;
}

const notJunit = (what: string) =>
  `This is ${what}, not JUnit XML. Export the results as JUnit XML: its root element is <testsuites> or <testsuite>.`;

function refuseBinary(bytes: Uint8Array): void {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 8)).toString("latin1");
  if (start.startsWith("PK\u0003\u0004"))
    throw new AppError("unsupported", "This is a ZIP archive. Unpack it and import the XML files in it.");
  if (start.startsWith("\u001f\u008b"))
    throw new AppError("unsupported", "This is a gzip file. Unpack it and import the XML file in it.");
  if (start.startsWith("%PDF")) throw new AppError("unsupported", notJunit("a PDF"));
}

function refuseOtherText(text: string): void {
  const start = text.slice(0, 2_000).trimStart();
  if (start.startsWith("{") || start.startsWith("[")) throw new AppError("unsupported", notJunit("JSON"));
  if (/^<!doctype\s+html/i.test(start) || /^<html[\s>]/i.test(start))
    throw new AppError("unsupported", notJunit("an HTML page"));
  if (/^TAP version \d+/.test(start) || /^\d+\.\.\d+\s/.test(start))
    throw new AppError("unsupported", notJunit("TAP output"));
  if (!start.startsWith("<")) throw new AppError("unsupported", notJunit("plain text"));
}
