import { expect, it } from "vitest";
import { untar } from "@/analysers/logs/tar";
import { tarOfFiles } from "./tar-of-files";

it("A browser's archive of several logs is read as these logs", async () => {
  const files = [
    new File(["first\n"], "wso2carbon.log"),
    new File([""], "empty.log"),
    new File(["x".repeat(1_500)], `${"ä".repeat(80)}.log`),
  ];
  const read: [string, number][] = [];
  for await (const { name, bytes, begins } of untar(
    tarOfFiles(files).stream() as unknown as AsyncIterable<Uint8Array>,
  )) {
    if (begins) read.push([name ?? "", 0]);
    const last = read.at(-1);
    if (last) last[1] += bytes.length;
  }
  expect(read.map(([, size]) => size)).toEqual([6, 0, 1_500]);
  expect(read[0]?.[0]).toBe("wso2carbon.log");
  expect(read[2]?.[0]).toMatch(/ä{40,}\.log$/);
});
