import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

/** Carries the address of the socket from Node's server to the handlers; whatever a client sends under this name is overwritten. */
const peerHeader = "x-liftlock-peer";

const kept = globalThis as { liftlockCallers?: true };

/**
 * Notes on every request whom it came from. Next only offers `x-forwarded-for`, which any client can write; the socket's
 * own address can't be made up. Called once per process, at boot.
 */
export function noteCallers(): void {
  if (kept.liftlockCallers) return;
  kept.liftlockCallers = true;
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[peerHeader] = request.socket.remoteAddress ?? "";
  });
}

/** Only what is needed of a request's headers. */
export type HeaderReader = { get(name: string): string | null };

let told = false;

/**
 * The caller's address: the socket's, or what the LIFTLOCK_TRUST_PROXY nearest proxies say of it. "unknown" where the
 * server didn't note it.
 */
export function callerAddress(headers: HeaderReader): string {
  const peer = plain(headers.get(peerHeader) ?? "");
  const hops = (headers.get("x-forwarded-for") ?? "")
    .split(",")
    .map((hop) => plain(hop.trim()))
    .filter(Boolean);
  const trusted = env().trustProxy;
  if (trusted > 0) return hops.at(-trusted) ?? hops[0] ?? (peer || "unknown");
  if (!told && hops.some((hop) => hop !== peer)) {
    told = true;
    log.warn(
      {},
      "requests come through a proxy, but LIFTLOCK_TRUST_PROXY is 0: everybody seems to sign in from the proxy's address",
    );
  }
  return peer || "unknown";
}

// An IPv4 caller of a socket that speaks both is written ::ffff:192.0.2.1.
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, "").slice(0, 100);

/**
 * What counts as one place when failures are counted: an IPv4 address, or an IPv6 /64, of which one subscriber has at
 * least one whole.
 */
export function placeOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail = ""] = address.toLowerCase().split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail.split(":").filter(Boolean);
  const groups = address.includes("::")
    ? [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right]
    : left;
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
