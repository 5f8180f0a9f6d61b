import { createServer } from "node:net";

/** A TCP port of this machine that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object"
          ? resolve(address.port)
          : reject(new Error("This system gave no port")),
      );
    });
  });
}

/**
 * Whether the port can be listened on: at the given address (all of them when undefined), and on both loopback
 * addresses, because "localhost" would lead to whoever has it there.
 */
export async function isFree(port: number, host: string | undefined): Promise<boolean> {
  for (const address of [host, "127.0.0.1", "::1"]) {
    if (!(await canListen(port, address))) return false;
  }
  return true;
}

function canListen(port: number, host: string | undefined): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(false);
      else if (host === "::1" && error.code !== "EACCES")
        resolve(true); // A machine without IPv6.
      else if (error.code === "EACCES")
        reject(new Error(`Port ${port} needs more rights than this user has.`));
      else reject(error);
    });
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
