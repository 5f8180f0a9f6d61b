import { expect, test } from "vitest";
import { sessionName } from "./device";

const userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

test("sessions of one browser are told apart by place and time", () => {
  const session = { userAgent, address: "203.0.113.7", createdAt: "2026-11-20T09:12:00.000Z" };
  expect(sessionName(session, "UTC")).toBe(
    "Firefox on Linux at 203.0.113.7, since Fri 20 Nov 2026, 09:12 UTC",
  );
  const others = [
    { ...session, address: "" },
    { ...session, createdAt: "2026-11-21T09:12:00.000Z" },
  ];
  expect(new Set([session, ...others].map((one) => sessionName(one, "UTC"))).size).toBe(3);
});
