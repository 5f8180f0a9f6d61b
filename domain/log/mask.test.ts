import { expect, it } from "vitest";
import { withoutSecrets } from "./mask";

it.each([
  ['{"password":"Tiger 1","user":"a"}', "Tiger"],
  ["jdbc:postgresql://apim:Tiger@db:5432/x", "Tiger"],
  ["client_secret=Tiger&grant_type=x", "Tiger"],
  ["Authorization: Basic VGlnZXI6VGlnZXI=", "VGlnZXI6"],
  ["called with Bearer Tiger-token-1234", "Tiger"],
  ["token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ0aWdlciJ9.c2ln", "eyJzdWIi"],
  ["access_token = Tiger", "Tiger"],
  ["-----BEGIN RSA PRIVATE KEY-----\nTiger\n-----END RSA PRIVATE KEY-----", "Tiger"],
  ["-----BEGIN PRIVATE KEY-----\nTiger cut off", "Tiger"],
  ["X-Api-Key: [Tiger]", "Tiger"],
])("A secret is hidden in %s", (text, secret) => {
  expect(withoutSecrets(text)).not.toContain(secret);
  expect(withoutSecrets(text)).toContain("***");
});

it("What is no secret stays", () => {
  const text =
    "Error occurred while getting JWT Token client ID : key store of a@b.example, password policy is weak";
  expect(withoutSecrets(text)).toBe(text);
});
