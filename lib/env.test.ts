import { describe, expect, it } from "vitest";
import { readEnv } from "./env";

const least = { DATABASE_URL: "postgresql://localhost/x", NEXTAUTH_SECRET: "x".repeat(32) };

describe("The configuration", () => {
  it("needs an address and a secret; the rest has defaults", () => {
    expect(readEnv(least)).toEqual({
      databaseUrl: "postgresql://localhost/x",
      databasePool: 10,
      secret: "x".repeat(32),
      publicUrl: "http://localhost:3000",
      demo: false,
      trustProxy: 0,
      logLevel: "info",
      mode: "production",
    });
  });

  it("names every variable at fault at once", () => {
    expect(() =>
      readEnv({ NEXTAUTH_SECRET: "short", LIFTLOCK_TRUST_PROXY: "yes", LOG_LEVEL: "loud" }),
    ).toThrow(
      "Liftlock can't start: DATABASE_URL is not set; NEXTAUTH_SECRET (or LIFTLOCK_SECRET) must have at least 32 " +
        "characters; LIFTLOCK_TRUST_PROXY must be a whole number from 0 to 10; LOG_LEVEL must be one of fatal, error, " +
        "warn, info, debug, trace, silent. See .env.example.",
    );
  });

  it("takes an empty variable as one that is not set", () => {
    expect(readEnv({ ...least, NEXTAUTH_URL: "", LOG_LEVEL: "", PORT: "" }).publicUrl).toBe(
      "http://localhost:3000",
    );
  });

  it("gives the public address without a slash at its end, and refuses one that is no web address", () => {
    expect(readEnv({ ...least, NEXTAUTH_URL: "https://lift.example/ll/" }).publicUrl).toBe(
      "https://lift.example/ll",
    );
    expect(() => readEnv({ ...least, NEXTAUTH_URL: "lift.example" })).toThrow(
      "NEXTAUTH_URL must be an http(s):// URL",
    );
  });
});
