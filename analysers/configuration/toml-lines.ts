const [newline, quote, apostrophe, hash, slash] = [10, 34, 39, 35, 92];
const [openList, closeList, openTable, closeTable] = [91, 93, 123, 125];

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
    const code = text.charCodeAt(at);
    const long = text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === code;
    if (!long) {
      at += 1;
      while (at < text.length && text.charCodeAt(at) !== code)
        at += text.charCodeAt(at) === slash && code === quote ? 2 : 1;
      at += 1;
      return;
    }
    const end = text.charAt(at).repeat(3);
    at += 3;
    while (at < text.length && !text.startsWith(end, at)) {
      if (text.charCodeAt(at) === slash && code === quote) at += 1;
      if (text.charCodeAt(at) === newline) line += 1;
      at += 1;
    }
    at += 3;
    // A long text may end in one or two quotes of its own.
    while (text.charCodeAt(at) === code) at += 1;
  };
  const skipComment = () => {
    const end = text.indexOf("\n", at);
    at = end < 0 ? text.length : end;
  };
  const readFields = (end: string): readonly string[] => {
    const stop = text.indexOf(end, at);
    const whole = text.slice(at, stop < 0 ? text.length : stop);
    if (!/["']/.test(whole)) {
      at += whole.length;
      return whole.split(".").map((word) => word.trim());
    }
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
      const here = text.charCodeAt(at);
      if (here === quote || here === apostrophe) {
        skipText();
        continue;
      }
      if (here === hash) {
        skipComment();
        continue;
      }
      if (here === openList || here === openTable) depth += 1;
      else if (here === closeList || here === closeTable) depth -= 1;
      else if (here === newline) {
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
