import { describe, expect, it } from "vitest";
import { fillPlaceholders, placeholdersIn } from "./placeholder";

describe("placeholders of a step text", () => {
  it("are found once each, in order, with or without spaces", () => {
    expect(placeholdersIn("psql -h {{apim_db_host}} -d {{ apim_db }} # {{apim_db_host}}")).toEqual([
      "apim_db_host",
      "apim_db",
    ]);
    expect(placeholdersIn("no {{ Upper }} and no {single}")).toEqual([]);
  });

  it("are filled with the environment's values; a missing or empty one stays visible", () => {
    expect(fillPlaceholders("curl {{ host }}:{{port}}/{{path}}", { host: "gw1", port: "" })).toBe(
      "curl gw1:{{port}}/{{path}}",
    );
  });

  it("never reach what objects inherit, nor read a value as another placeholder", () => {
    expect(fillPlaceholders("{{constructor}} {{a}}", { a: "{{b}}", b: "x" })).toBe("{{constructor}} {{b}}");
  });
});
