import { keyText } from "@/analysers/certificates/items";
import { storesReport } from "@/analysers/certificates/stores-report";
import { DataTable } from "@/components/table/data-table";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { calendarEntries, expiryCalendar } from "@/domain/certificate/expiry-calendar";
import { plural } from "@/lib/format";

const kindWords = { key: "private key", trusted: "trusted", secret: "secret key" } as const;
/** How many months of the calendar are shown; what ends later is no work of this upgrade. */
const months = 18;

/** Every entry of the stores, and when what ends. */
export function StoresView({
  report: given,
  place,
  zone,
  now,
}: {
  report: unknown;
  place: string;
  zone: string;
  now: string;
}) {
  const { stores, window } = storesReport.parse(given);
  const calendar = expiryCalendar(
    calendarEntries(stores.map(({ file, entries }) => ({ environment: place, node: null, file, entries }))),
  );
  const limit = new Date(now);
  limit.setUTCMonth(limit.getUTCMonth() + months);
  const last = limit.toISOString().slice(0, 7);
  const soon = calendar.filter(({ month }) => month <= last);
  return (
    <>
      {window ? (
        <p className="text-ink-2">
          Judged against the window from <Time value={window.start} zone={zone} now={now} /> to{" "}
          <Time value={window.end} zone={zone} now={now} />.
        </p>
      ) : null}
      {stores.map((store) => (
        <Card
          key={store.file}
          title={`${store.file} · ${store.format} · ${plural(store.entries.length, "entry", "entries")}`}
        >
          {store.notes.map((note) => (
            <Notice key={note} className="m-3">
              {note}
            </Notice>
          ))}
          <div className="max-h-96 overflow-auto">
            <DataTable
              caption={`Entries of ${store.file}`}
              rows={store.entries}
              rowKey={({ alias, chain }) => `${alias} ${chain[0]?.sha256 ?? ""}`}
              narrow="scroll"
              empty={<p className="p-3.5 text-ink-2">The store is empty.</p>}
              columns={[
                {
                  key: "alias",
                  header: "Alias",
                  cell: ({ alias, chain }) => <span data-tip={chain[0]?.sha256}>{alias}</span>,
                },
                { key: "kind", header: "Kind", cell: ({ kind }) => kindWords[kind] },
                {
                  key: "subject",
                  header: "Subject",
                  cell: ({ chain }) => (
                    <span className="inline-block min-w-64 text-sm">{chain[0]?.subject ?? "–"}</span>
                  ),
                },
                {
                  key: "until",
                  header: "Valid until",
                  align: "end",
                  cell: ({ chain }) => {
                    const until = chain[0]?.notAfter;
                    if (!until) return "–";
                    return (
                      <span className={until < now ? "text-blocked" : undefined}>{until.slice(0, 10)}</span>
                    );
                  },
                },
                { key: "key", header: "Key", cell: ({ chain }) => (chain[0] ? keyText(chain[0]) : "–") },
                {
                  key: "signature",
                  header: "Signed with",
                  cell: ({ chain }) => chain[0]?.signatureAlgorithm ?? "–",
                },
                {
                  key: "self",
                  header: "Issuer",
                  cell: ({ chain }) => (
                    <span className="inline-block min-w-44 text-sm">
                      {chain[0]?.selfSigned ? "itself" : (chain[0]?.issuer ?? "–")}
                    </span>
                  ),
                },
              ]}
            />
          </div>
        </Card>
      ))}
      <Card title="What ends when" padded>
        {soon.length === 0 ? (
          <p className="text-ink-2">Nothing ends within {months} months.</p>
        ) : (
          <ol className="grid gap-2">
            {soon.map(({ month, expiries }) => (
              <li key={month} className="grid grid-cols-[84px_minmax(0,1fr)] gap-2">
                <span className={`num ${month < now.slice(0, 7) ? "text-blocked" : ""}`}>{month}</span>
                <span className="wrap-anywhere">{expiries.map(({ name }) => name).join(", ")}</span>
              </li>
            ))}
          </ol>
        )}
      </Card>
    </>
  );
}
