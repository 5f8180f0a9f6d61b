import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

export default { poweredByHeader: false, turbopack: { root }, outputFileTracingRoot: root };
