import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { inspectArtifact } from "./artifact";
import type { InspectIo } from "./command";

const list = "org.wso2.carbon.apimgt.gateway_6.7.206.jar\n";
const io: InspectIo = {
  readFile: async (name) => (name === "dropins.txt" ? Buffer.from(list) : readFile(name)),
  stdin: async () => Buffer.from(list),
  stream: (name) => createReadStream(name),
  now: new Date(0),
  products: "playbooks",
};

test("a list of JARs is judged for a release, as a table and a sentence", async () => {
  const inspected = await inspectArtifact.run(["dropins.txt", "--to", "4.2.0", "--from", "3.2.0"], io);
  expect(inspected).toMatchObject({
    findings: [{ rule: "artifact.component_other_line", level: "must_act" }],
    summary: "1 artefact on the way to 4.2.0: 1 to act on, 0 to look at, 0 to know.",
  });
});

test("standard input is read as a file", async () => {
  expect(await inspectArtifact.run(["-", "--to", "4.2.0"], io)).toMatchObject({
    findings: [{ to: "9.28.116" }],
  });
});

test("what is missing or not understood is said with the usage", async () => {
  expect(await inspectArtifact.run(["dropins.txt"], io)).toMatchObject({
    unusable: [expect.stringMatching(/--to VERSION/)],
  });
  expect(await inspectArtifact.run(["x", "--to"], io)).toMatchObject({
    unusable: [expect.stringMatching(/--to is not understood/)],
  });
  expect(await inspectArtifact.run(["nowhere.jar", "--to", "4.2.0"], io)).toMatchObject({
    unusable: [expect.stringMatching(/nowhere\.jar: can't be read/)],
  });
  expect(await inspectArtifact.run(["x", "--to", "4.2.0", "--product", "../.."], io)).toMatchObject({
    unusable: [expect.stringMatching(/Usage/)],
  });
});
