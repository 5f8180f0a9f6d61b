import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { LinkedSteps } from "./linked-steps";

const step = (code: string, environment: string | null, state: "todo" | "done" = "todo") => ({
  id: `${code} ${environment}`,
  code,
  title: `Do ${code}`,
  state,
  environment,
  environmentName: environment?.toUpperCase() ?? null,
});
const texts = (html: string) => html.match(/<li>.*?<\/li>/g)?.map((line) => line.replaceAll(/<[^>]+>/g, ""));
const linksOf = (html: string) => [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href);

describe("Steps on one side of a step", () => {
  it("are listed once, with how far they are in each environment and a link to each", () => {
    const steps = [step("C-01", "dev", "done"), step("C-02", "dev"), step("C-01", "prod")];
    const html = renderToStaticMarkup(<LinkedSteps upgrade="U-1" here={null} steps={steps} />);
    expect(texts(html)).toEqual(["C-01 Do C-01 in DEV done, PROD to do", "C-02 Do C-02 in DEV to do"]);
    expect(linksOf(html)).toEqual([
      "/u/U-1/e/dev/checklist?step=C-01",
      "/u/U-1/e/prod/checklist?step=C-01",
      "/u/U-1/e/dev/checklist?step=C-02",
    ]);
  });

  it("need no name of where they are in their own environment, nor in the plan", () => {
    const steps = [step("P-01", null, "done"), step("C-02", "dev")];
    const html = renderToStaticMarkup(<LinkedSteps upgrade="U-1" here="dev" steps={steps} />);
    expect(texts(html)).toEqual(["P-01 Do P-01 done", "C-02 Do C-02 to do"]);
    expect(linksOf(html)).toEqual(["/u/U-1/plan?step=P-01", "/u/U-1/e/dev/checklist?step=C-02"]);
  });
});
