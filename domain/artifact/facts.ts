/** What a build names as something it needs. */
export type Dependency = {
  readonly group: string | null;
  readonly artifact: string;
  /** As resolved; null when the file leaves it to something that was not handed in. */
  readonly version: string | null;
  /** "compile", "provided", "test" …; null where the source has no such thing. */
  readonly scope: string | null;
  readonly file: string;
  /** Counts from 1; null where lines make no sense. */
  readonly line: number | null;
};

/** A package a bundle imports and the versions it takes, as it is written: "[9.0.0, 10.0.0)" or "2.1". */
export type PackageImport = { readonly name: string; readonly range: string | null };

/** Everything that could be read of one artefact of the team, before anything is said about it. */
export type ArtifactFacts = {
  readonly name: string;
  readonly dependencies: readonly Dependency[];
  /** Release of Java its classes need, or its build asks for; null when neither is known. */
  readonly java: number | null;
  /** True when `java` was read from classes, false when it is what a build says. */
  readonly compiled: boolean;
  /** Packages its classes refer to: "javax.servlet.http". */
  readonly packages: readonly string[];
  readonly imports: readonly PackageImport[];
};

/** Parts of the product that carry versions of their own, and which one each release has. */
export type KnownComponent = {
  readonly label: string;
  /** Groups its artefacts are published under, and how their names begin. */
  readonly groups: readonly string[];
  readonly names: readonly string[];
  /** How packages begin whose version is the component's own; empty where they have versions of their own. */
  readonly packages: readonly string[];
  /** `exact` is false where only the line is known: 9.33 stands for 9.33.1 and all that follow. */
  readonly versions: readonly {
    readonly release: string;
    readonly version: string;
    readonly exact: boolean;
    readonly source: string;
  }[];
};

/** Packages that are found elsewhere, or nowhere, from a release of the product or of Java on. */
export type KnownPackage = {
  readonly id: string;
  readonly prefixes: readonly string[];
  /** Begin alike and are not meant. */
  readonly except: readonly string[];
  /** Where it concerns: releases of the product from … to (both included), or Java from. null is no bound. */
  readonly from: string | null;
  readonly through: string | null;
  readonly java: number | null;
  readonly level: "info" | "attention" | "must_act";
  readonly instead: string | null;
  readonly message: string;
  readonly source: string;
};

/** A library the product had and has no longer, or has in another form. */
export type KnownLibrary = {
  readonly id: string;
  readonly group: string | null;
  readonly artifact: string;
  readonly since: string;
  readonly instead: string | null;
  readonly message: string;
  readonly source: string;
};

/** What teams used to write themselves and the product does since a release. */
export type BuiltIn = {
  readonly id: string;
  readonly label: string;
  readonly since: string;
  /** Words that, found in an artefact's name, make it worth a look. */
  readonly words: readonly string[];
  readonly source: string;
};

export type ArtifactKnowledge = {
  readonly java: readonly { release: string; from: number; to: number; source: string }[];
  readonly components: readonly KnownComponent[];
  readonly packages: readonly KnownPackage[];
  readonly libraries: readonly KnownLibrary[];
  readonly builtIn: readonly BuiltIn[];
};

/** The releases an upgrade goes from and to; where it comes from may not be known. */
export type Move = { readonly from: string | null; readonly to: string };
