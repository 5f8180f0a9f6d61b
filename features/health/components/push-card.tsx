import { Card } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { Link } from "@/components/ui/link";
import { paths } from "@/lib/paths";

interface PushCardProps {
  upgrade: string;
  environment: string;
  /** Where this Liftlock is reached. */
  origin: string;
  now: string;
}

/** How samples get here: one call to try, and the collector. */
export function PushCard({ upgrade, environment, origin, now }: PushCardProps) {
  const at = `${now.slice(0, 16)}:00Z`;
  const address = `${origin}/api/v1/upgrades/${encodeURIComponent(upgrade)}/environments/${encodeURIComponent(environment)}/health/samples`;
  const body = `{"stack": "new", "series": [{"metric": "cpu", "label": "gw1", "samples": [{"at": "${at}", "value": 42}]}]}`;
  return (
    <Card title="Push samples" padded>
      <p className="mb-2 text-ink-2">
        Make a token with the right to write in your{" "}
        <Link href={paths.profile()} className="link">
          profile
        </Link>
        . Up to 5,000 samples a call; the same sample twice does no harm.
      </p>
      <CodeBlock
        label="Call"
        code={`curl -X POST '${address}' \\\n  -H "Authorization: Bearer $LIFTLOCK_TOKEN" -H 'Content-Type: application/json' \\\n  -d '${body}'`}
      />
      <p className="mt-3 mb-2 text-ink-2">
        Or let the collector read Prometheus, its text endpoints and the product&rsquo;s health addresses. It
        is one file for Node 20, <code>scripts/collect.mjs</code>, explained in <code>docs/collector.md</code>
        .
      </p>
      <CodeBlock label="Collector" code="LIFTLOCK_TOKEN=… node collect.mjs new-stack.json" />
    </Card>
  );
}
