import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { protectPage } from "./page-headers.mjs";

function protect(url: string, headers: Record<string, string> = {}) {
  const request = new IncomingMessage(new Socket());
  request.url = url;
  Object.assign(request.headers, headers);
  const response = new ServerResponse(request);
  protectPage(request, response);
  return { asked: request.headers, answered: response.getHeaders() };
}

const nonceIn = (policy: unknown) => /'nonce-([^']+)'/.exec(String(policy))?.[1];

describe("a page", () => {
  test("is answered with a policy whose nonce the page is drawn with, another one each time", () => {
    const { asked, answered } = protect("/upgrades/APIM-45");
    const nonce = nonceIn(answered["content-security-policy"]);
    expect(nonce).toBeTruthy();
    expect(asked["x-nonce"]).toBe(nonce);
    expect(asked["content-security-policy"]).toBe(answered["content-security-policy"]);
    expect(nonceIn(protect("/upgrades/APIM-45").answered["content-security-policy"])).not.toBe(nonce);
  });

  test("is not drawn with what a browser made up", () => {
    const { asked } = protect("/upgrades", {
      "x-nonce": "mine",
      "x-liftlock-path": "https://elsewhere.example",
    });
    expect(asked["x-nonce"]).not.toBe("mine");
    expect(asked["x-liftlock-path"]).toBe("/upgrades");
  });

  test("knows where somebody wants to go, without the parameter of the framework", () => {
    const { asked } = protect("/upgrades/APIM-45/audit?person=omar&_rsc=1abc");
    expect(asked["x-liftlock-path"]).toBe("/upgrades/APIM-45/audit?person=omar");
  });

  test.each(["//", "http://[", "/%", "/\\\\elsewhere.example"])(
    "is protected where its address is odd: %s",
    (url) => {
      const { asked, answered } = protect(url);
      expect(nonceIn(answered["content-security-policy"])).toBe(asked["x-nonce"]);
      expect(asked["x-liftlock-path"]).toMatch(/^\//);
    },
  );

  test.each([
    ["http", undefined],
    ["https", "max-age=31536000"],
    ["https, http", "max-age=31536000"],
  ])("behind a proxy that was asked by %s", (proto, expected) => {
    expect(protect("/", { "x-forwarded-proto": proto }).answered["strict-transport-security"]).toBe(expected);
  });
});

test.each(["/api/v1/upgrades", "/_next/static/chunks/a.js", "/icon.svg", "/favicon.ico"])(
  "data and files are left as they are: %s",
  (url) => {
    expect(protect(url).answered).toEqual({});
  },
);

test.each(["/apish", "/icon.svg/x", "/_next/other"])("what only looks like them is a page: %s", (url) => {
  expect(protect(url).answered["x-frame-options"]).toBe("DENY");
});
