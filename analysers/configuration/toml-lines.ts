/**
 * The line each statement of a valid TOML text begins in, by the path of its key: fields and `#position` of elements, with a
 * zero character between. The parser itself keeps no places.
 */
export function linesOfToml(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const lastElement = new Map<string, number>();
  let table = "";
  let at = 0;
  let line = 1;

  const resolve = (base: string, fields: readonly string[], upTo: number): string => {
    let path = base;
    fields.forEach((field, step) => {
      path = path === "" ? field : `${path}\u0000${field}`;
      const last = lastElement.get(path);
      if (last !== undefined && step < upTo) path = `${path}\u0000#${last}`;
    });
    return path;
  };
  /** Goes on to the character after a quoted text; counts lines inside. */
  const skipText = () => {
    const quote = text.charAt(at);
    const long = text.startsWith(quote.repeat(3), at);
    const end = long ? quote.repeat(3) : quote;
    at += end.length;
    while (at < text.length && !text.startsWith(end, at)) {
      if (text.charAt(at) === "\\" && quote === '"') at += 1;
      if (text.charAt(at) === "\n") line += 1;
      at += 1;
    }
    at += end.length;
    // A long text may end in one or two quotes of its own.
    while (long && text.charAt(at) === quote) at += 1;
  };
  const skipComment = () => {
    const end = text.indexOf("\n", at);
    at = end < 0 ? text.length : end;
  };
  const readFields = (end: string): readonly string[] => {
    const fields: string[] = [];
    let word = "";
    while (at < text.length && text.charAt(at) !== end) {
      const here = text.charAt(at);
      if (here === '"' || here === "'") {
        const from = at;
        skipText();
        word = unquote(text.slice(from, at));
      } else {
        if (here === ".") {
          fields.push(word);
          word = "";
        } else if (here !== " " && here !== "\t") {
          word += here;
        }
        at += 1;
      }
    }
    return [...fields, word];
  };
  const skipValue = () => {
    let depth = 0;
    while (at < text.length) {
      const here = text.charAt(at);
      if (here === '"' || here === "'") {
        skipText();
        continue;
      }
      if (here === "#") {
        skipComment();
        continue;
      }
      if (here === "[" || here === "{") depth += 1;
      if (here === "]" || here === "}") depth -= 1;
      if (here === "\n") {
        if (depth <= 0) return;
        line += 1;
      }
      at += 1;
    }
  };

  while (at < text.length) {
    const here = text.charAt(at);
    if (here === "\n") {
      line += 1;
      at += 1;
    } else if (here === "#") {
      skipComment();
    } else if (here === "[") {
      const list = text.charAt(at + 1) === "[";
      at += list ? 2 : 1;
      const fields = readFields("]");
      table = resolve("", fields, list ? fields.length - 1 : fields.length);
      if (list) {
        const next = (lastElement.get(table) ?? -1) + 1;
        lastElement.set(table, next);
        table = `${table}\u0000#${next}`;
      }
      found.set(table, line);
      at += list ? 2 : 1;
    } else if (here === " " || here === "\t" || here === "\r") {
      at += 1;
    } else {
      const start = line;
      const fields = readFields("=");
      found.set(resolve(table, fields, 0), start);
      at += 1;
      skipValue();
    }
  }
  return found;
}

function unquote(text: string): string {
  if (text.startsWith("'")) return text.slice(1, -1);
  const long = text.replace(/\\U([0-9a-fA-F]{8})/g, (_, code: string) =>
    String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(code, 16))),
  );
  try {
    const read: unknown = JSON.parse(long);
    return typeof read === "string" ? read : text;
  } catch {
    return text.slice(1, -1);
  }
}
