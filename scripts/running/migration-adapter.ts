import { PrismaPg } from "@prisma/adapter-pg";
import { DriverAdapterError, type SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";

/**
 * Prisma's own adapter, but sending a migration to the server whole. The original cuts scripts at every semicolon,
 * which breaks function bodies; whole, a script also runs as one transaction, as with Prisma's CLI. Its connection ends with the call of `disconnect`.
 */
export function migrationAdapter(ownerUrl: string): {
  factory: SqlMigrationAwareDriverAdapterFactory;
  disconnect(): Promise<void>;
} {
  const disconnects: (() => Promise<void>)[] = [];
  const factory = new PrismaPg({ connectionString: ownerUrl, max: 1 });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    disconnects.push(() => adapter.dispose());
    adapter.executeScript = async (script) => {
      try {
        await adapter.underlyingDriver().query(script);
      } catch (error) {
        if (!(error instanceof pg.DatabaseError)) throw error;
        const { code = "N/A", severity = "N/A", message, detail, column, hint } = error;
        throw new DriverAdapterError({ kind: "postgres", code, severity, message, detail, column, hint });
      }
    };
    return adapter;
  };
  return { factory, disconnect: async () => void (await Promise.all(disconnects.map((end) => end()))) };
}
