// @ts-check
// Where a worker of `apart.ts` begins: in plain JavaScript, because Node reads TypeScript only once tsx is registered.
import { register } from "tsx/esm/api";

register();
await import("./worker.ts");
