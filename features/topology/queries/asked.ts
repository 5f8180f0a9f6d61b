import type { Answers } from "@/domain/condition";
import type { TopologyAsked } from "@/domain/topology/derive";
import { deployments } from "@/domain/topology/facts";
import type { TopologyView } from "../schema";

/** The variable of an environment that holds how many gateways one key manager serves. */
export const ratioVariable = "gateways_per_key_manager";

const external: Readonly<Record<string, string>> = {
  "wso2-is": "WSO2 Identity Server",
  "third-party": "Third-party authorization server",
};

/** What the answers say of the new stack, with what is assumed where they say nothing. */
export function answeredTopology(answers: Answers): {
  answers: TopologyAsked["answers"];
  asks: TopologyView["asks"];
} {
  const deployment = deployments.find((one) => one === answers.topology);
  const { keyManager, severalControlPlaneNodes: several } = answers;
  const asks = [
    ...(deployment
      ? []
      : ["How the new stack is deployed is not answered: it is drawn over separate nodes."]),
    ...(keyManager === undefined
      ? ["What issues the tokens is not answered: it is drawn with the key manager that comes along."]
      : []),
    ...(several === undefined && deployment !== "all-in-one"
      ? ["Whether several nodes serve the portals is not answered: more than one is drawn."]
      : []),
  ];
  return {
    answers: {
      deployment: deployment ?? "distributed",
      severalControlNodes: several !== false,
      separateKeyManager: keyManager === "km-separated",
      externalKeyManager: typeof keyManager === "string" ? (external[keyManager] ?? null) : null,
    },
    asks: asks.map((message) => ({ message, where: "answers" as const })),
  };
}

/** An application of the inventory, as far as its tokens go. */
export type TokenDecision = { verdict: string | null; tokens: unknown };

/** How many applications stay on opaque tokens, and what is still to be said about them. */
export function opaqueApplications(
  applications: readonly TokenDecision[],
  answers: Answers,
): { count: number | null; tokens: TopologyView["tokens"]; asks: TopologyView["asks"] } {
  const staying = applications.filter(({ verdict }) => verdict === "opaque").length;
  const undecided = applications.filter(
    ({ verdict, tokens }) => verdict === null && tokens === "opaque",
  ).length;
  const uncounted = applications.length === 0 && answers.opaqueTokens === true;
  const message = uncounted
    ? "The answers say that applications use opaque tokens, and none is listed: read the list of applications."
    : undecided > 0
      ? `${undecided === 1 ? "1 application gets" : `${undecided} applications get`} opaque tokens and nobody has decided whether to stay: the drawing counts only those decided to stay.`
      : applications.length === 0 && answers.opaqueTokens === undefined
        ? "Whether applications use opaque tokens is not known: read the list of applications."
        : null;
  return {
    count: uncounted ? null : staying,
    tokens: { applications: applications.length, staying, undecided },
    asks: message === null ? [] : [{ message, where: "applications" }],
  };
}

/** A ratio as somebody typed it: "3", "2,5" or "3 : 1". Null when it is none. */
export function ratioIn(value: string | undefined): number | null {
  const match = /^\s*(\d+(?:[.,]\d+)?)\s*(?::\s*1\s*)?$/.exec(value ?? "");
  const ratio = Number(match?.[1]?.replace(",", "."));
  return match && ratio >= 0.1 ? ratio : null;
}
