import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import pg from "pg";

type Adapter = SqlDriverAdapter & { underlyingDriver(): pg.Pool };

/** PostgreSQL's one-byte type of its own catalogs, and text, which can stand for it. */
const charOid = 18;
const textOid = 25;

/**
 * Prisma's own adapter with two gaps closed that migrations fall into. Its connections end with the call of
 * `disconnect`.
 */
export function migrationAdapter(ownerUrl: string): {
  factory: SqlMigrationAwareDriverAdapterFactory;
  disconnect(): Promise<void>;
} {
  const factory = new PrismaPg({ connectionString: ownerUrl, max: 1 });
  const connect = factory.connect.bind(factory);
  const connectToShadowDb = factory.connectToShadowDb.bind(factory);
  const open: Adapter[] = [];
  factory.connect = async () => {
    const adapter = sendWhole(await connect());
    open.push(adapter);
    return adapter;
  };
  factory.connectToShadowDb = async () => readChar(sendWhole(await connectToShadowDb()));
  return {
    factory,
    disconnect: async () => void (await Promise.all(open.map((adapter) => adapter.dispose()))),
  };
}

/**
 * The original cuts a script at every semicolon, which breaks function bodies. Whole, it also runs as one
 * transaction, as with Prisma's command.
 */
function sendWhole<A extends Adapter>(adapter: A): A {
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
}

/**
 * The original refuses the type "char", which every description of a schema has in it: it is read as text and then
 * declared what it is. The engine asks one thing at a time, so the columns noted are those of the result at hand.
 */
function readChar<A extends Adapter>(adapter: A): A {
  const pool = adapter.underlyingDriver();
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>;
  let columns: number[] = [];
  const queryAsText = async (...args: unknown[]) => {
    const result = await query(...args);
    columns = (result.fields ?? []).flatMap(({ dataTypeID }, at) => (dataTypeID === charOid ? [at] : []));
    for (const field of result.fields ?? []) if (field.dataTypeID === charOid) field.dataTypeID = textOid;
    return result;
  };
  Object.assign(pool, { query: queryAsText });
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (asked) => {
    const result = await queryRaw(asked);
    for (const at of columns) result.columnTypes[at] = ColumnTypeEnum.Character;
    return result;
  };
  return adapter;
}
