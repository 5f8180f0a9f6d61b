// @ts-check
// Security headers of every page. Answers below /api are data and have theirs from next.config.js.
import { randomUUID } from "node:crypto";

const data = /^\/(?:api\/|_next\/static|_next\/image|favicon\.ico$|icon\.svg$)/;

/**
 * Gives the answer to a page its headers, and the request what the page is drawn with: `x-nonce`, the nonce its scripts run
 * with, and `x-liftlock-path`, where somebody who has to sign in first wants to go. What a browser sends under these names is
 * overwritten. Does nothing for data and files.
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
export function protectPage(request, response) {
  const { pathname, searchParams } = addressOf(request.url);
  if (data.test(pathname)) return;
  const nonce = Buffer.from(randomUUID()).toString("base64");
  const policy = policyFor(nonce);
  // Next's own parameter is no part of where somebody wants to go.
  searchParams.delete("_rsc");
  request.headers["x-nonce"] = nonce;
  request.headers["x-liftlock-path"] = pathname + (searchParams.size > 0 ? `?${searchParams}` : "");
  // Next reads the nonce for its own scripts from the policy of the request.
  request.headers["content-security-policy"] = policy;
  response.setHeader("content-security-policy", policy);
  for (const [name, value] of fixed) response.setHeader(name, value);
  if (isSecure(request)) response.setHeader("strict-transport-security", "max-age=31536000");
}

const fixed = Object.entries({
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
});

/**
 * Scripts run only with this request's nonce; styles may be inline because React's style attributes and the toast and dialog
 * libraries need them.
 * @param {string} nonce
 */
function policyFor(nonce) {
  const development = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * The address asked for; the start page where it can't be read, as in "GET //": Next refuses those itself.
 * @param {string | undefined} url
 */
function addressOf(url) {
  try {
    return new URL(url ?? "/", "http://localhost");
  } catch {
    return new URL("http://localhost/");
  }
}

/** @param {import("node:http").IncomingMessage} request */
function isSecure(request) {
  const [scheme] = String(request.headers["x-forwarded-proto"] ?? "").split(",");
  return scheme?.trim() === "https" || process.env.NEXTAUTH_URL?.startsWith("https:") === true;
}
