import { DataTable } from "@/components/table/data-table";
import { CodeBlock } from "@/components/ui/code-block";
import type { CallReference, InputRow } from "@/lib/api-reference";

export function Method({ children }: { children: string }) {
  return (
    <span className="inline-block w-14 shrink-0 font-mono text-xs font-bold text-ink-2">{children}</span>
  );
}

/** One call with what goes in, what comes out, an example to copy and how it can fail. */
export function Call({ call }: { call: CallReference }) {
  return (
    <section
      id={call.anchor}
      aria-labelledby={`${call.anchor}-title`}
      className="scroll-mt-16 border-t border-line pt-4 pb-6"
    >
      <h2 id={`${call.anchor}-title`} className="text-md font-semibold">
        {call.summary}
      </h2>
      <p className="mt-0.5 mb-3 flex flex-wrap items-baseline gap-x-2 font-mono text-sm wrap-anywhere">
        <Method>{call.method}</Method>
        <span>/api/v1{call.path}</span>
        <span className="text-ink-3">{call.name}</span>
      </p>
      <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid min-w-0 content-start gap-3">
          {call.inputs.length > 0 ? (
            <Fields caption={`What ${call.name} takes`} rows={call.inputs} places />
          ) : (
            <p className="text-ink-3">It takes nothing.</p>
          )}
          {call.output.length > 0 ? (
            <Fields caption={`What ${call.name} answers with ${call.success}`} rows={call.output} />
          ) : null}
        </div>
        <div className="grid min-w-0 content-start gap-3">
          <CodeBlock code={call.curl} label="Example" />
          <ul className="grid gap-0.5 text-sm" aria-label="Errors">
            {call.errors.map(({ status, codes }) => (
              <li key={status} className="flex gap-2">
                <span className="num font-mono font-semibold">{status}</span>
                <span className="font-mono text-ink-2 wrap-anywhere">{codes.join(", ")}</span>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  );
}

function Fields({
  caption,
  rows,
  places = false,
}: {
  caption: string;
  rows: readonly InputRow[];
  places?: boolean;
}) {
  return (
    <DataTable
      caption={caption}
      captionShown
      narrow="scroll"
      rows={rows}
      rowKey={(row) => `${row.place} ${row.name}`}
      empty={null}
      columns={[
        {
          key: "name",
          header: "Field",
          cell: (row) => (
            <span className="font-mono">
              {row.name}
              {row.required ? "" : <span className="text-ink-3">?</span>}
            </span>
          ),
        },
        ...(places ? [{ key: "place", header: "In", cell: (row: InputRow) => row.place }] : []),
        {
          key: "type",
          header: "Type",
          cell: (row) => (
            <span className="inline-block min-w-20 font-mono text-xs wrap-break-word">{row.type}</span>
          ),
        },
        ...(rows.some((row) => row.note)
          ? [
              {
                key: "note",
                header: "Note",
                cell: (row: InputRow) => <span className="text-ink-2">{row.note}</span>,
              },
            ]
          : []),
      ]}
    />
  );
}
