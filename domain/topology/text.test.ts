import { expect, test } from "vitest";
import { topologyText } from "@/domain/topology/text";

const node = {
  role: "gateway",
  pack: "pack",
  start: "bin/start.sh",
  count: 2,
  planned: false,
  why: "Requests go through it.",
} as const;

test("a topology reads as kinds of nodes, what they talk to, what they grow with, and what to mind", () => {
  const text = topologyText({
    nodes: [
      { ...node, profile: "gateway", label: "Gateway" },
      { ...node, profile: "okta", label: "Okta", role: "external", pack: null, start: null, why: "Tokens." },
    ],
    links: [{ from: "gateway", to: "okta", label: "validates its tokens" }],
    notes: ["Plan two groups."],
    scaling: [{ profile: "gateway", with: "requests" }],
  });
  expect(text).toBe(`2 × Gateway (proposed): pack, bin/start.sh
  Requests go through it.
  → Okta: validates its tokens
  grows with: requests

Okta, not part of this installation
  Tokens.

- Plan two groups.`);
});
