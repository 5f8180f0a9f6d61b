import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import { readSchemas } from "./schema-files";

type Bindings = { SchemaEngine: typeof SchemaEngine; __wbg_set_wasm(exports: WebAssembly.Exports): void };

/**
 * Prisma's schema engine as WebAssembly over a driver adapter: the one the CLI downloads as a program, which a
 * closed network refuses. Free it when done.
 */
export async function schemaEngine(adapter: SqlMigrationAwareDriverAdapterFactory): Promise<SchemaEngine> {
  const bindings = await instantiate();
  return bindings.SchemaEngine.new(
    { datamodels: readSchemas().map(({ path, content }): [string, string] => [path, content]) },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
}

let instance: Promise<Bindings> | undefined;

function instantiate(): Promise<Bindings> {
  instance ??= (async () => {
    const bindings: Bindings & WebAssembly.ModuleImports = await import(
      "@prisma/schema-engine-wasm/schema_engine_bg" as string
    );
    const file = createRequire(import.meta.url)
      .resolve("@prisma/schema-engine-wasm")
      .replace(/\.js$/, "_bg.wasm");
    const { instance: loaded } = await WebAssembly.instantiate(readFileSync(file), {
      "./schema_engine_bg.js": bindings,
    });
    bindings.__wbg_set_wasm(loaded.exports);
    const start = loaded.exports.__wbindgen_start;
    if (typeof start === "function") start();
    return bindings;
  })();
  return instance;
}
