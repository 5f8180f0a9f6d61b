import type { Tone } from "@/components/ui/tone";
import type { Analyser } from "@/domain/analyser";
import type { ReadingLine, ReadingView } from "../schema";

/** What each analyser reads, as people call it. */
export const analyserWords: Record<Analyser, { title: string; files: string; hint: string }> = {
  configuration: {
    title: "Configuration",
    files: "deployment.toml, or the XML files of an older release, one by one or as a ZIP",
    hint: "Shows what differs from the defaults, where each setting goes, and proposes the file of the new release. Passwords are recognised and left out.",
  },
  certificates: {
    title: "Certificates",
    files: "Key stores and truststores: JKS, JCEKS, PKCS12, PEM, or the output of keytool -list -v",
    hint: "Judges every certificate against today and the change window. Private keys never leave the reader.",
  },
  artifact: {
    title: "Customizations",
    files: "pom.xml, build.gradle, JARs, or a list of JAR names",
    hint: "Finds dependencies the new release no longer has, packages that moved and the Java release they were built for.",
  },
  applications: {
    title: "Applications",
    files: "The CSV of the ready-made statement, one or several",
    hint: "Finds who still uses opaque tokens, tokens that never expire, and where two tables disagree.",
  },
};

/** What taking a reading over does to an item, in a word. */
export const doesWords: Record<ReadingView["proposals"][number]["does"], { word: string; tone: Tone }> = {
  add: { word: "new", tone: "doing" },
  change: { word: "changed", tone: "stale" },
  close: { word: "no longer found", tone: "done" },
  nothing: { word: "as on the list", tone: "neutral" },
};

/** "Dev, node gateway-1": what was read belongs to. */
export function placeWords({ environment, node }: Pick<ReadingLine, "environment" | "node">): string {
  const parts = [environment?.name ?? "", node === "" ? "" : `node ${node}`].filter((part) => part !== "");
  return parts.join(", ");
}
