import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { paths } from "@/lib/paths";
import type { TopologyView } from "../schema";

/** What the drawing assumes because nobody has said it yet, each with the place to say it. */
export function OpenQuestions({ upgrade, view }: { upgrade: string; view: TopologyView }) {
  const places = {
    answers: { href: paths.settings(upgrade), label: "Answer it" },
    applications:
      view.tokens.applications === 0
        ? { href: paths.readings(upgrade, { analyser: "applications" }), label: "Read applications" }
        : {
            href: paths.inventoryKind(upgrade, "application", { show: "undecided" }),
            label: "Decide",
          },
    nodes: { href: paths.inventoryKind(upgrade, "node"), label: "List nodes" },
    variables: {
      href: paths.environmentVariables(upgrade, view.environment.key),
      label: "Set it",
    },
  } as const;
  return view.asks.map(({ message, where }) => (
    <Notice
      key={message}
      tone="warning"
      action={
        <LinkButton size="sm" href={places[where].href}>
          {places[where].label}
        </LinkButton>
      }
    >
      {message}
    </Notice>
  ));
}
