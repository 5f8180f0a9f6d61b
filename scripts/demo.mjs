// npm run demo: the sample story in a database that is gone afterwards, for this machine alone.
import { checkNode, fail, install, load } from "./running/prepare.mjs";

checkNode();
await install({ forTests: false });
const { demo } = await load("scripts/running/demo.ts");
await demo().catch((error) => fail(error.message));
