import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { GateLeaf } from "@/components/layout/gate-leaf";
import type { GateState } from "@/domain/gate-kind";
import { leafState } from "./leaf-state";

const leaf = (state: GateState, blockers: number, current = "prod") =>
  renderToStaticMarkup(
    <GateLeaf
      name="Prod go/no-go"
      href="/"
      state={leafState({ key: "prod", entry: { state } }, current)}
      blockers={blockers}
    />,
  );

test("an entry gate says open, ready to sign, or by how many blockers it is shut", () => {
  expect(leaf("open", 0)).toContain('aria-label="Prod go/no-go: open"');
  expect(leaf("ready", 0)).toContain('aria-label="Prod go/no-go: ready to sign"');
  expect(leaf("shut", 2)).toContain('aria-label="Prod go/no-go: shut, 2 blockers"');
});

test("only blockers of the environment whose turn it is are red; a gate ready to sign has a look of its own", () => {
  expect(leaf("shut", 2)).toContain('data-state="shut"');
  expect(leaf("shut", 2, "dev")).toContain('data-state="ahead"');
  expect(leaf("ready", 0)).toContain('data-state="ready"');
});
