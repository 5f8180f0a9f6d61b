import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { callerAddress, noteCallers, placeOf } from "./caller";
import * as settings from "./env";

const believing = (trustProxy: number) =>
  vi.spyOn(settings, "env").mockReturnValue({ trustProxy, logLevel: "silent" } as settings.Env);
const headers = (given: Record<string, string>) => new Headers(given);
afterEach(() => vi.restoreAllMocks());

describe("The caller's address", () => {
  it("is the socket's, whatever a client writes about itself", async () => {
    believing(0);
    noteCallers();
    const server = createServer((request, response) => {
      response.end(callerAddress({ get: (name) => String(request.headers[name] ?? "") }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/`, {
      headers: { "x-liftlock-peer": "203.0.113.9", "x-forwarded-for": "203.0.113.9" },
    });
    expect(await answer.text()).toBe("127.0.0.1");
    server.close();
  });

  it("is what the nearest trusted proxies say, never what stands before", () => {
    const given = headers({
      "x-liftlock-peer": "10.0.0.1",
      "x-forwarded-for": "6.6.6.6, 203.0.113.9, 10.0.0.2",
    });
    believing(1);
    expect(callerAddress(given)).toBe("10.0.0.2");
    believing(2);
    expect(callerAddress(given)).toBe("203.0.113.9");
    believing(9);
    expect(callerAddress(given)).toBe("6.6.6.6");
  });

  it("reads IPv4 in its IPv6 form, and takes an IPv6 network for one place", () => {
    believing(0);
    expect(callerAddress(headers({ "x-liftlock-peer": "::ffff:192.0.2.7" }))).toBe("192.0.2.7");
    expect(callerAddress(headers({}))).toBe("unknown");
    expect(placeOf("192.0.2.7")).toBe("192.0.2.7");
    expect(placeOf("2001:DB8:0:5::1")).toBe("2001:db8:0:5::/64");
    expect(placeOf("2001:db8::1")).toBe("2001:db8:0:0::/64");
    expect(placeOf("2001:db8:0:5:a:b:c:d")).toBe(placeOf("2001:db8:0:5::"));
  });
});
