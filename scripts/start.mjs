// npm start: from a fresh clone to a running server.
import { checkNode, fail, install, load, loadSettings } from "./running/prepare.mjs";

checkNode();
loadSettings();
await install({ forTests: false });
const { start } = await load("scripts/running/start.ts");
await start().catch((error) => fail(error.message));
