import { Section } from "@/components/layout/section";
import { DataTable } from "@/components/table/data-table";
import { CodeBlock } from "@/components/ui/code-block";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import type { TagReference } from "@/lib/api-reference";
import { statusOf } from "@/lib/errors";
import { paths } from "@/lib/paths";
import { Method } from "./call";

const meanings: Record<keyof typeof statusOf, string> = {
  invalid_input: "The input has the wrong form; fields says what is wrong where.",
  not_signed_in: "No token, or one that is unknown, expired or revoked.",
  forbidden: "Your roles don't allow it; detail says whose do.",
  wrong_password: "The password given at a signature is not yours.",
  not_found: "It isn't there, or you may not know that it is.",
  version_conflict: "Somebody changed it since; current holds what it is now.",
  refused: "The rules say no; refusals holds every reason.",
  duplicate: "It is there already.",
  idempotency_mismatch: "The Idempotency-Key was used for another call.",
  archived: "The upgrade is archived.",
  gone: "The link was used, revoked or is too old.",
  precondition_required: "A change that names no version it saw: send If-Match, or version in the body.",
  precondition_failed: "If-Match names a version that is no longer current.",
  too_large: "JSON has at most 2 MiB, a file at most 25 MiB.",
  unsupported: "Not a kind of file or body that can be read.",
  rate_limited: "Too many tries; detail says when to try again.",
};

/** How the API is used, and a table of contents of all its calls. */
export function Overview({ tags, server }: { tags: readonly TagReference[]; server: string }) {
  const first = `curl '${server}/upgrades' -H "Authorization: Bearer $LIFTLOCK_TOKEN"`;
  return (
    <div className="grid grid-cols-1 gap-7">
      <Section title="The first call">
        <div className="grid max-w-prose gap-2">
          <p>
            Make a token in your{" "}
            <Link href={paths.profile()} className="link">
              profile
            </Link>{" "}
            and send it with every call. It can do what you can do; one with read scope may only ask.
          </p>
          <CodeBlock code={first} label="Example" />
        </div>
      </Section>
      <Section title="How calls behave">
        <ul className="grid max-w-prose list-disc gap-1.5 pl-5">
          <li>
            <b>Versions.</b> A change names the version it saw: <code>version</code> in the body, or the ETag
            of the answer as <code>If-Match</code>. If somebody was faster, nothing is changed and you get
            what it is now: 409, or 412 with If-Match.
          </li>
          <li>
            <b>Creating once.</b> Calls that create take an <code>Idempotency-Key</code>: the same call with
            the same key answers the same and creates nothing new.
          </li>
          <li>
            <b>Pages.</b> Lists answer <code>items</code> and <code>next</code>; ask again with{" "}
            <code>cursor=next</code> until it is null.
          </li>
          <li>
            <b>Refusals.</b> Errors are <code>application/problem+json</code>: branch on <code>code</code>,
            show <code>detail</code>. The rules&apos; reasons are the same the screens show.
          </li>
          <li>
            <b>History.</b> Every change is an event by the token&apos;s owner, in the same transaction.
          </li>
        </ul>
      </Section>
      <Section title="Calls" action={<LinkButton href="/api/v1/openapi.json">OpenAPI 3.1</LinkButton>}>
        <div className="columns-1 gap-8 lg:columns-2">
          {tags.map(({ tag, slug, calls }) => (
            <div key={slug} className="mb-5 break-inside-avoid">
              <h3 className="mb-1 font-semibold">
                <Link href={paths.apiDocs(slug)} className="hover:underline">
                  {tag}
                </Link>
              </h3>
              <ul className="grid gap-0.5">
                {calls.map((call) => (
                  <li key={call.name} className="flex items-baseline gap-1">
                    <Method>{call.method}</Method>
                    <Link
                      href={`${paths.apiDocs(slug)}#${call.anchor}`}
                      className="min-h-6 min-w-0 flex-1 py-0.5 wrap-anywhere hover:underline"
                    >
                      {call.summary}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      </Section>
      <Section title="Errors">
        <DataTable
          caption="Codes of errors"
          narrow="scroll"
          rows={Object.entries(statusOf)}
          rowKey={([code]) => code}
          empty={null}
          columns={[
            { key: "code", header: "Code", cell: ([code]) => <code>{code}</code> },
            { key: "status", header: "Status", align: "end", cell: ([, status]) => status },
            { key: "means", header: "Means", cell: ([code]) => meanings[code as keyof typeof statusOf] },
          ]}
        />
      </Section>
    </div>
  );
}
