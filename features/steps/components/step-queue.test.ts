import { expect, test } from "vitest";
import { stepQueue } from "./step-queue";

test("space twice: the second waits for the first, and the first knows that it is not the last word", async () => {
  const queue = stepQueue();
  const told: string[] = [];
  const work = (what: string) => async (isLast: () => boolean) => {
    told.push(`sends ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    told.push(`${what} ${isLast() ? "shows" : "is over"}`);
  };
  await Promise.all([queue("A-1", work("start")), queue("A-1", work("finish"))]);
  expect(told).toEqual(["sends start", "start is over", "sends finish", "finish shows"]);
});

test("steps don't wait for each other, and a failure doesn't hold up what comes after it", async () => {
  const queue = stepQueue();
  const failing = queue("A-1", async () => {
    throw new Error("no");
  });
  const after = queue("A-1", async (isLast) => isLast());
  const never = queue("A-2", () => new Promise(() => undefined));
  await expect(failing).rejects.toThrow("no");
  expect(await after).toBe(true);
  expect(await queue("A-3", async () => "at once")).toBe("at once");
  expect(never).toBeInstanceOf(Promise);
});
