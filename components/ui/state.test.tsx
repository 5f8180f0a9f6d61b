import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ProgressBar } from "./progress-bar";
import { StateChip } from "./state-chip";
import { StateIcon } from "./state-icon";
import { stateWords, visualStates } from "./tone";
import { WaterLevel } from "./water-level";

test("each of the six states has its own sign and its own word", () => {
  const signs = visualStates.map((state) =>
    renderToStaticMarkup(<StateIcon state={state} />).replace(/data-tone="\w+"/, ""),
  );
  expect(new Set(signs).size).toBe(visualStates.length);
  expect(new Set(Object.values(stateWords)).size).toBe(visualStates.length);
});

test("stale is laid over a state: the sign stays and its ring becomes dashed", () => {
  const fresh = renderToStaticMarkup(<StateIcon state="done" />);
  const stale = renderToStaticMarkup(<StateIcon state="done" stale />);
  const glyph = /<path[^>]*>/.exec(fresh)?.[0];
  expect(glyph).toBeDefined();
  expect(stale).toContain(glyph);
  expect(stale).toContain("stroke-dasharray");
  expect(renderToStaticMarkup(<StateChip state="done" stale />)).toContain("Stale");
});

test("an icon without a word beside it is named, one with a word is decoration", () => {
  expect(renderToStaticMarkup(<StateIcon state="blocked" label="Blocked" />)).toContain(
    'aria-label="Blocked"',
  );
  expect(renderToStaticMarkup(<StateIcon state="blocked" />)).toContain('aria-hidden="true"');
});

test("neither bar nor water is full before the last item is done", () => {
  expect(renderToStaticMarkup(<ProgressBar done={9999} total={10000} label="Steps" />)).toContain(
    "translateX(-1%)",
  );
  expect(renderToStaticMarkup(<WaterLevel done={9999} total={10000} />)).toContain("translateY(1%)");
  expect(renderToStaticMarkup(<WaterLevel done={3} total={3} />)).toContain("translateY(0%)");
});

test("a chamber with nothing in it holds no water", () => {
  expect(renderToStaticMarkup(<WaterLevel done={0} total={0} />)).toContain("translateY(100%)");
});
