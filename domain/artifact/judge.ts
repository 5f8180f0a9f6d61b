import { judgeComponents, judgeImports } from "@/domain/artifact/component-rules";
import type { ArtifactFacts, ArtifactKnowledge, Move } from "@/domain/artifact/facts";
import { type Finding, sortFindings } from "@/domain/finding";
import { compareVersions, isBefore } from "@/domain/version";

/** Everything to be said about one artefact on its way to a release, what must be done first. */
export function judgeArtifact(facts: ArtifactFacts, move: Move, knowledge: ArtifactKnowledge): Finding[] {
  return sortFindings([
    ...judgeJava(facts, move, knowledge),
    ...judgeImports(facts, move, knowledge),
    ...judgeComponents(facts, move, knowledge),
    ...judgePackages(facts, move, knowledge),
    ...judgeLibraries(facts, move, knowledge),
    ...judgeBuiltIn(facts, move, knowledge),
  ]);
}

function judgeJava(facts: ArtifactFacts, move: Move, knowledge: ArtifactKnowledge): Finding[] {
  if (facts.java === null) return [];
  const range = knowledge.java.find(({ release }) => compareVersions(release, move.to) === 0);
  const read = facts.compiled ? "Its classes need" : "Its build asks for";
  const found = (rule: string, level: Finding["level"], to: string | null, message: string): Finding => ({
    rule,
    level,
    key: facts.name,
    from: `Java ${facts.java}`,
    to,
    message,
    source: range?.source ?? null,
  });
  if (!range)
    return [
      found(
        "artifact.java_not_known",
        "info",
        null,
        `${read} Java ${facts.java}. Which Java ${move.to} runs on is not known: compare it with its documentation.`,
      ),
    ];
  const target = `Java ${range.from} to ${range.to}`;
  if (facts.java > range.to)
    return [
      found(
        "artifact.java_too_new",
        "must_act",
        target,
        `${read} Java ${facts.java}, and ${move.to} starts on ${target} only. Build it for Java ${range.from}.`,
      ),
    ];
  if (facts.java > range.from)
    return [
      found(
        "artifact.java_bound",
        "attention",
        target,
        `${read} Java ${facts.java}. ${move.to} starts on ${target}: nodes must run on Java ${facts.java} or newer, or it is built for Java ${range.from}.`,
      ),
    ];
  return [];
}

function judgePackages(facts: ArtifactFacts, move: Move, knowledge: ArtifactKnowledge): Finding[] {
  const used = [...new Set([...facts.packages, ...facts.imports.map(({ name }) => name)])];
  const [before, after] = [lowestJava(move.from, knowledge), lowestJava(move.to, knowledge)];
  return knowledge.packages.flatMap((known) => {
    const begins = (name: string) => (prefix: string) => name === prefix || name.startsWith(`${prefix}.`);
    const hits = used
      .filter((name) => known.prefixes.some(begins(name)) && !known.except.some(begins(name)))
      .sort();
    if (hits.length === 0) return [];
    if (known.from !== null && !crosses(move, known.from)) return [];
    if (known.through !== null && isBefore(known.through, move.to)) return [];
    // A change of Java concerns everybody who gets there: where the release starts on older ones it may not.
    if (known.java !== null && (after === null || after < known.java || (before ?? 0) >= known.java))
      return [];
    return [
      {
        rule: `artifact.package.${known.id}`,
        level: known.level,
        key: facts.name,
        from: shortened(hits),
        to: known.instead,
        message: known.message,
        source: known.source,
      } satisfies Finding,
    ];
  });
}

function judgeLibraries(facts: ArtifactFacts, move: Move, knowledge: ArtifactKnowledge): Finding[] {
  return knowledge.libraries.flatMap((library) =>
    !crosses(move, library.since)
      ? []
      : facts.dependencies
          .filter(
            ({ group, artifact }) =>
              artifact === library.artifact &&
              (library.group === null || group === null || group === library.group),
          )
          .map(({ artifact, version }) => ({
            rule: `artifact.library.${library.id}`,
            level: "attention" as const,
            key: artifact,
            from: version ?? artifact,
            to: library.instead,
            message: library.message,
            source: library.source,
          })),
  );
}

function judgeBuiltIn(facts: ArtifactFacts, move: Move, knowledge: ArtifactKnowledge): Finding[] {
  const name = facts.name.toLowerCase().replace(/[^a-z0-9]/g, "");
  return knowledge.builtIn
    .filter(({ since, words }) => !isBefore(move.to, since) && words.some((word) => name.includes(word)))
    .map(({ id, label, since, source }) => ({
      rule: `artifact.built_in.${id}`,
      level: "info",
      key: facts.name,
      from: null,
      to: label,
      message: `By its name this may be what the product does itself since ${since}: ${label}. Find out whether it is still needed before it is ported.`,
      source,
    }));
}

/** True when the change lies between the two releases; where it comes from may not be known. */
function crosses({ from, to }: Move, since: string): boolean {
  return !isBefore(to, since) && (from === null || isBefore(from, since));
}

/** The oldest Java a release starts on: what runs there already needs nothing that this one lacks. */
function lowestJava(release: string | null, { java }: ArtifactKnowledge): number | null {
  return release === null
    ? null
    : (java.find((known) => compareVersions(known.release, release) === 0)?.from ?? null);
}

function shortened(names: readonly string[]): string {
  return names.length <= 6
    ? names.join(", ")
    : `${names.slice(0, 6).join(", ")} and ${names.length - 6} more`;
}
