// npm run dev: the embedded database and Next's development server.
import { checkNode, fail, install, load, loadSettings } from "./running/prepare.mjs";

checkNode();
loadSettings();
await install({ forTests: true });
const { dev } = await load("scripts/running/dev.ts");
await dev().catch((error) => fail(error.message));
