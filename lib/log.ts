import pino from "pino";
import { env } from "@/lib/env";

let made: pino.Logger | undefined;

/** One JSON line per entry on standard output. Never log input: it may hold passwords, tokens or personal data. */
export const log = {
  info: (data: object, message: string) => logger().info(data, message),
  warn: (data: object, message: string) => logger().warn(data, message),
  error: ({ error, ...data }: { error: unknown }, message: string) =>
    logger().error({ ...data, err: error }, message),
};

function logger(): pino.Logger {
  made ??= pino({
    level: env().logLevel,
    redact: {
      paths: ["*.password", "*.token", "*.secret", "*.authorization", "*.cookie"],
      censor: "[redacted]",
    },
  });
  return made;
}
