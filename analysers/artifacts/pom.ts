import { SaxesParser } from "saxes";
import { limits, type Unreadable } from "@/analysers/limits";

export type PomDependency = {
  readonly group: string;
  readonly artifact: string;
  readonly version: string | null;
  readonly scope: string | null;
  readonly line: number;
};

/** A Maven build as it is written: nothing resolved, "${…}" as it stands. */
export type Pom = {
  readonly file: string;
  readonly group: string | null;
  readonly artifact: string;
  readonly version: string | null;
  readonly parent: { readonly group: string; readonly artifact: string; readonly version: string } | null;
  readonly properties: ReadonlyMap<string, string>;
  readonly dependencies: readonly PomDependency[];
  readonly managed: readonly PomDependency[];
  /** Java release the compiler plugin is told, by any of its ways to be told. */
  readonly javaSetting: string | null;
};

/** Reads a Maven build; null and why when it is none. Entities and declarations of one's own are not read. */
export function readPom(file: string, text: string): { pom: Pom } | { problem: Unreadable } {
  const parser = new SaxesParser({ position: true });
  const reading = new PomReading();
  let line = 1;
  let fault: string | null = null;
  parser.on("error", (error) => {
    fault ??= error.message.replace(/^\S*?\d+:\d+:\s*/, "");
    throw error;
  });
  parser.on("doctype", () => {
    fault = "it declares a document type, which no Maven build needs";
    throw new Error(fault);
  });
  parser.on("opentag", ({ name }) => {
    line = parser.line;
    reading.open(name, line);
    if (reading.depth > limits.depth) throw new Error("too deep");
  });
  parser.on("text", (piece) => reading.text(piece));
  parser.on("cdata", (piece) => reading.text(piece));
  parser.on("closetag", () => reading.close());
  try {
    parser.write(text).close();
  } catch {
    const message = fault
      ? `“${file}” is not well-formed XML: ${fault}. Hand in the file as Maven reads it.`
      : `“${file}” nests elements deeper than ${limits.depth}. That is no Maven build.`;
    return { problem: { file, line: parser.line, column: parser.column + 1, message } };
  }
  const pom = reading.pom(file);
  if (pom === null)
    return {
      problem: {
        file,
        line: 1,
        column: 1,
        message: `“${file}” is XML without a project and an artifactId: it is no Maven build.`,
      },
    };
  return { pom };
}

const javaSettings = [
  "project/build/plugins/plugin/configuration/release",
  "project/build/pluginManagement/plugins/plugin/configuration/release",
  "project/build/plugins/plugin/configuration/target",
  "project/build/pluginManagement/plugins/plugin/configuration/target",
];

type Draft = { fields: Map<string, string>; line: number };

/** Collects what matters while the elements go by. */
class PomReading {
  private readonly path: string[] = [];
  private readonly values = new Map<string, string>();
  private readonly properties = new Map<string, string>();
  private readonly dependencies: PomDependency[] = [];
  private readonly managed: PomDependency[] = [];
  private readonly settings = new Map<string, string>();
  private draft: Draft | null = null;
  private plugin: Map<string, string> = new Map();
  private content = "";

  get depth(): number {
    return this.path.length;
  }

  open(name: string, line: number): void {
    this.path.push(name);
    this.content = "";
    if (this.isDependency()) this.draft = { fields: new Map(), line };
    if (name === "plugin") this.plugin = new Map();
  }

  text(piece: string): void {
    this.content += piece;
  }

  close(): void {
    const name = this.path.at(-1) ?? "";
    const value = this.content.trim().slice(0, 1_000);
    const at = this.path.join("/");
    if (this.isDependency()) this.keep();
    else if (this.draft && /\/dependency$/.test(this.path.slice(0, -1).join("/")))
      this.draft.fields.set(name, value);
    else if (/^project\/properties\/[^/]+$/.test(at)) this.properties.set(name, value);
    else if (/^project\/(parent\/)?(groupId|artifactId|version)$/.test(at)) this.values.set(at, value);
    else if (/\/plugin\/(artifactId|configuration\/(release|target))$/.test(at)) {
      this.plugin.set(at, value);
    } else if (/\/plugin$/.test(at)) this.keepPlugin(at);
    this.path.pop();
    this.content = "";
  }

  private isDependency(): boolean {
    const at = this.path.join("/");
    return /^project\/(dependencyManagement\/|profiles\/profile\/(dependencyManagement\/)?)?dependencies\/dependency$/.test(
      at,
    );
  }

  private keep(): void {
    const { draft } = this;
    this.draft = null;
    const artifact = draft?.fields.get("artifactId");
    if (!draft || !artifact) return;
    const found = {
      group: draft.fields.get("groupId") ?? "",
      artifact,
      version: draft.fields.get("version") ?? null,
      scope: draft.fields.get("scope") ?? null,
      line: draft.line,
    };
    if (this.path.includes("dependencyManagement")) this.managed.push(found);
    else this.dependencies.push(found);
  }

  private keepPlugin(at: string): void {
    if (this.plugin.get(`${at}/artifactId`) !== "maven-compiler-plugin") return;
    for (const [key, value] of this.plugin) if (/(release|target)$/.test(key)) this.settings.set(key, value);
  }

  pom(file: string): Pom | null {
    const artifact = this.values.get("project/artifactId");
    if (!artifact) return null;
    const parent = this.values.get("project/parent/artifactId");
    return {
      file,
      group: this.values.get("project/groupId") ?? this.values.get("project/parent/groupId") ?? null,
      artifact,
      version: this.values.get("project/version") ?? this.values.get("project/parent/version") ?? null,
      parent: parent
        ? {
            group: this.values.get("project/parent/groupId") ?? "",
            artifact: parent,
            version: this.values.get("project/parent/version") ?? "",
          }
        : null,
      properties: this.properties,
      dependencies: this.dependencies,
      managed: this.managed,
      javaSetting:
        javaSettings.map((at) => this.settings.get(at)).find((value) => value !== undefined) ?? null,
    };
  }
}
