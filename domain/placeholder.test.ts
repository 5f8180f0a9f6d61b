import { expect, it } from "vitest";
import { placeholdersIn } from "./placeholder";

it("placeholders of a text are found once each, in order, with or without spaces", () => {
  expect(placeholdersIn("psql -h {{apim_db_host}} -d {{ apim_db }} # {{apim_db_host}} {no} {{}}")).toEqual([
    "apim_db_host",
    "apim_db",
  ]);
});
