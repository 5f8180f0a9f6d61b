// npm test: everything the tests need, then all of them. `-- --only check|unit|db|e2e` runs a part.
import { checkNode, fail, install, load } from "./running/prepare.mjs";

checkNode();
const at = process.argv.indexOf("--only");
const only = at < 0 ? undefined : process.argv[at + 1];
if (at >= 0 && !["check", "unit", "db", "e2e"].includes(only ?? ""))
  fail("--only takes check, unit, db or e2e.");
await install({ forTests: true });
const { test } = await load("scripts/running/test.ts");
await test(only).catch((/** @type {Error} */ error) => fail(error.message));
