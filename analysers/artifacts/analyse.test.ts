import { describe, expect, test } from "vitest";
import { analyseArtifact } from "@/analysers/artifacts/analyse";
import { artifactItems } from "@/analysers/artifacts/items";
import { classOf, jarOf } from "@/analysers/artifacts/jar.fixture";
import { artifactKnowledge, noArtifactKnowledge } from "@/analysers/artifacts/knowledge";
import { artifactReport, type ReadArtifact } from "@/analysers/artifacts/report";
import { loadKnowledge } from "@/analysers/load-knowledge";
import { zipOf } from "@/analysers/zip.fixture";

const shipped = await loadKnowledge("playbooks/wso2-api-manager", "artifacts", artifactKnowledge);
const knowledge = shipped?.knowledge ?? noArtifactKnowledge;

async function read(files: Record<string, string | Uint8Array>, to = "4.2.0") {
  const sources = Object.entries(files).map(([name, content]) => ({ name, bytes: Buffer.from(content) }));
  return analyseArtifact(sources, { from: "2.6.0", to, knowledge });
}
async function one(files: Record<string, string | Uint8Array>, to?: string): Promise<ReadArtifact> {
  const reading = await read(files, to);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  artifactReport.parse(reading.report);
  const [artifact] = reading.report.artifacts;
  if (!artifact) throw new Error("nothing read");
  return artifact;
}
async function problem(files: Record<string, string | Uint8Array>) {
  const reading = await read(files);
  if (reading.ok) throw new Error("read");
  return reading.problems[0];
}
const rules = ({ findings }: ReadArtifact) => findings.map(({ rule, level }) => `${level} ${rule}`);

const pom = `<?xml version="1.0"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <parent><groupId>com.acme</groupId><artifactId>parent</artifactId><version>7</version></parent>
  <artifactId>auth-handler</artifactId>
  <properties><apim>6.7.206</apim><maven.compiler.source>1.8</maven.compiler.source></properties>
  <dependencyManagement><dependencies><dependency>
    <groupId>org.apache.synapse</groupId><artifactId>synapse-core</artifactId><version>2.1.7-wso2v183</version>
  </dependency></dependencies></dependencyManagement>
  <dependencies>
    <dependency>
      <groupId>org.wso2.carbon.apimgt</groupId><artifactId>org.wso2.carbon.apimgt.gateway</artifactId>
      <version>\${apim}</version><scope>provided</scope>
      <exclusions><exclusion><groupId>x</groupId><artifactId>y</artifactId></exclusion></exclusions>
    </dependency>
    <dependency><groupId>org.apache.synapse</groupId><artifactId>synapse-core</artifactId></dependency>
    <dependency><groupId>log4j</groupId><artifactId>log4j</artifactId><version>\${from.parent}</version></dependency>
  </dependencies>
  <build><plugins><plugin><artifactId>maven-shade-plugin</artifactId>
    <configuration><target>6</target></configuration></plugin></plugins></build>
</project>`;

describe("a Maven build", () => {
  test("is read with its versions resolved, and the line each dependency stands in", async () => {
    const artifact = await one({ "pom.xml": pom });
    expect(artifact).toMatchObject({ key: "com.acme:auth-handler", kind: "maven", version: "7", java: 8 });
    expect(artifact.dependencies.map(({ artifact: name, version, line }) => [name, version, line])).toEqual([
      ["org.wso2.carbon.apimgt.gateway", "6.7.206", 10],
      ["synapse-core", "2.1.7-wso2v183", 15],
      ["log4j", null, 16],
    ]);
    expect(artifact.gaps[0]).toContain("com.acme:parent:7");
    expect(rules(artifact)).toContain("must_act artifact.component_other_line");
    expect(rules(artifact)).toContain("attention artifact.library.log4j_1");
  });

  test("takes from a parent that was handed in, its own text first", async () => {
    const parent = `<project><groupId>com.acme</groupId><artifactId>parent</artifactId><version>7</version>
      <properties><from.parent>1.2.17</from.parent><apim>1.0.0</apim></properties>
      <build><pluginManagement><plugins><plugin><artifactId>maven-compiler-plugin</artifactId>
      <configuration><release>17</release></configuration></plugin></plugins></pluginManagement></build></project>`;
    const zip = zipOf([
      { name: "a/pom.xml", content: pom },
      { name: "pom.xml", content: parent },
      { name: "a/src/Main.java", content: "class Main {}" },
    ]);
    const artifact = await one({ "source.zip": zip });
    expect(artifact).toMatchObject({ java: 17, gaps: [] });
    expect(artifact.dependencies.map(({ version }) => version)).toEqual([
      "6.7.206",
      "2.1.7-wso2v183",
      "1.2.17",
    ]);
  });

  test("that resolves in a circle ends, and what it means stays open", async () => {
    const circle = `<project><artifactId>a</artifactId><properties><x>\${y}</x><y>\${x}\${x}</y></properties>
      <dependencies><dependency><groupId>g</groupId><artifactId>b</artifactId><version>\${x}</version></dependency></dependencies></project>`;
    expect((await one({ "pom.xml": circle })).dependencies[0]?.version).toBeNull();
  });

  test("that is broken is refused with its line, and one with a document type without reading it", async () => {
    expect(await problem({ "pom.xml": "<project>\n<a>\n</project>" })).toMatchObject({ line: 3 });
    const bomb = `<!DOCTYPE p [<!ENTITY a "aaaa">]><project><artifactId>&a;</artifactId></project>`;
    expect((await problem({ "pom.xml": bomb }))?.message).toContain("document type");
    const deep = `${"<project>".repeat(200)}`;
    expect((await problem({ "pom.xml": deep }))?.message).toContain("deeper than 100");
  });
});

describe("a Gradle build", () => {
  test("is read in Groovy and in Kotlin, as text and as a map", async () => {
    const groovy = `def apim = '9.20.74'
ext { synapse = "2.1.7-wso2v183" }
targetCompatibility = JavaVersion.VERSION_11
dependencies {
  // implementation 'not:this:1'
  compileOnly "org.wso2.carbon.apimgt:org.wso2.carbon.apimgt.impl:$apim"
  implementation group: 'org.apache.synapse', name: 'synapse-core', version: synapse
  /* compile 'nor:this:1'
  */ testImplementation('junit:junit:4.13') { transitive = false }
  implementation libs.gson
  implementation files('libs/x.jar')
}`;
    const artifact = await one({ "build.gradle": groovy });
    expect(artifact.dependencies.map(({ artifact: name, version, line }) => [name, version, line])).toEqual([
      ["org.wso2.carbon.apimgt.impl", "9.20.74", 6],
      ["synapse-core", "2.1.7-wso2v183", 7],
      ["junit", "4.13", 9],
    ]);
    expect(artifact.java).toBe(11);
    expect(artifact.gaps.join()).toContain("libs.gson");
    expect(artifact.gaps.join()).toContain("libs/x.jar");
    const kotlin = `val apim = "9.20.74"
kotlin { jvmToolchain(17) }
dependencies {
  implementation("org.wso2.carbon.apimgt:org.wso2.carbon.apimgt.impl:\${apim}")
  implementation(libs.gson)
}`;
    const other = await one({ "build.gradle.kts": kotlin });
    expect(other.dependencies[0]).toMatchObject({ version: "9.20.74", scope: "implementation" });
    expect(other.java).toBe(17);
    expect(other.gaps).toHaveLength(1);
  });
});

describe("a list of JARs", () => {
  test("is read as names, paths and listings, artefact and version apart", async () => {
    const list = `org.wso2.carbon.apimgt.gateway_6.7.206.jar
./lib/synapse-core-2.1.7-wso2v183.jar
-rw-r--r-- 1 wso2 wso2 12345 Jan 10 10:00 log4j-1.2-api-2.17.1.jar
custom-handler.jar
README.txt`;
    const reading = await read({ "dropins.txt": list });
    expect(reading.ok && reading.report.artifacts.map(({ key, version }) => [key, version])).toEqual([
      ["org.wso2.carbon.apimgt.gateway", "6.7.206"],
      ["synapse-core", "2.1.7-wso2v183"],
      ["log4j-1.2-api", "2.17.1"],
      ["custom-handler", null],
    ]);
  });
});

describe("a JAR", () => {
  const jar = jarOf(
    {
      "Bundle-SymbolicName": "com.acme.handler;singleton:=true",
      "Bundle-Version": "1.2.0",
      "Import-Package":
        'org.wso2.carbon.apimgt.gateway.handlers.security;version="[6.5.0,7.0.0)",javax.servlet.http;resolution:=optional',
    },
    [
      {
        name: "com/acme/Handler.class",
        content: classOf(61, ["com/acme/Handler", "javax/xml/bind/JAXBContext"]),
      },
      {
        name: "com/acme/Other.class",
        content: classOf(
          52,
          ["[Lorg/apache/log4j/Logger;"],
          ["(Ljakarta/servlet/http/HttpServletRequest;I)V"],
        ),
      },
      { name: "META-INF/versions/21/com/acme/Handler.class", content: classOf(65, ["com/acme/Handler"]) },
      { name: "module-info.class", content: classOf(65, []) },
      { name: "lib/gson-2.8.5.jar", content: "PK" },
    ],
  );

  test("tells its bundle, the Java its classes need, what they use, and what lies inside", async () => {
    const artifact = await one({ "handler-1.0.jar": jar });
    expect(artifact).toMatchObject({
      key: "com.acme.handler",
      version: "1.2.0",
      java: 17,
      classes: 2,
      compiled: true,
      packages: ["jakarta.servlet.http", "javax.xml.bind", "org.apache.log4j"],
      dependencies: [{ artifact: "gson", version: "2.8.5" }],
    });
    expect(rules(artifact)).toEqual([
      "must_act artifact.import_refused",
      "must_act artifact.package.jakarta_servlet",
      "attention artifact.java_bound",
      "attention artifact.package.java_ee",
      "attention artifact.package.log4j_1",
      "info artifact.package.javax_servlet_stays",
    ]);
  });

  test("built for a newer Java than the release starts on must be built again", async () => {
    const newer = jarOf({}, [{ name: "A.class", content: classOf(65, ["A"]) }]);
    expect(rules(await one({ "a.jar": newer }))).toEqual(["must_act artifact.java_too_new"]);
    expect(rules(await one({ "a.jar": newer }, "4.7.0"))).toEqual([]);
  });

  test("is not told what changed before the release it runs on now", async () => {
    const files = [{ name: "handler.jar", bytes: jar }];
    const reading = await analyseArtifact(files, { from: "4.2.0", to: "4.3.0", knowledge });
    const told = reading.ok ? reading.report.artifacts.flatMap(rules) : [];
    expect(told).toContain("must_act artifact.import_refused");
    expect(told.join()).not.toMatch(/log4j_1|java_ee/);
  });

  test("with classes that can't be read says so and is read otherwise", async () => {
    const odd = jarOf({}, [{ name: "A.class", content: "nonsense" }]);
    expect((await one({ "a.jar": odd })).gaps).toEqual(["1 of its class files can't be read."]);
  });

  test("becomes one item of the inventory, however often it was handed in", async () => {
    const reading = await read({ "old/handler.jar": jar, "new/handler.jar": jar });
    const items = reading.ok ? artifactItems(reading.report) : [];
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ key: "com.acme.handler", level: "must_act", fields: { java: 17 } });
    expect(items[0]?.findings).toHaveLength(6);
  });
});

describe("what is none of these", () => {
  test("is refused when it was handed in by itself", async () => {
    expect((await problem({ "a.bin": Buffer.from([0, 1, 2]) }))?.message).toContain("neither text nor a JAR");
    expect((await problem({ "a.txt": "hello" }))?.message).toContain("names no JAR");
    expect((await problem({ "a.jar": "hello" }))?.message).toContain("is not a JAR");
    expect((await problem({ "a.zip": zipOf([{ name: "x", content: "x" }]) }))?.message).toContain(
      "no pom.xml",
    );
  });

  test("a release that is none is refused", async () => {
    expect(await read({ "pom.xml": pom }, "latest")).toMatchObject({ ok: false });
  });
});

describe("the knowledge that comes along", () => {
  test("is what its schema says", () => {
    expect(shipped).not.toBeNull();
  });
});

test("a generator of backend tokens made for an old key manager is told to move to the gateway", async () => {
  const generator = jarOf({}, [
    { name: "A.class", content: classOf(52, ["org/wso2/carbon/apimgt/keymgt/token/JWTGenerator"]) },
  ]);
  expect(rules(await one({ "generator.jar": generator }))).toEqual([
    "attention artifact.package.jwt_generator",
  ]);
});
