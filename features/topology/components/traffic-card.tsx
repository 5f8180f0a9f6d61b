import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import type { TrafficView } from "../schema";
import { ShiftForm } from "./shift-form";

/** How old and new stack share the traffic of an environment, how that came, and whether the old one may go. */
export function TrafficCard({
  upgrade,
  traffic,
  zone,
  now,
  refused,
}: {
  upgrade: string;
  traffic: TrafficView;
  zone: string;
  now: string;
  /** Why this person can't shift traffic. */
  refused: string | null;
}) {
  const { environment, share, shifts, version } = traffic;
  return (
    <Card title={`Traffic of ${environment.name}`} padded>
      <div className="flex flex-col gap-4">
        <div>
          <svg width="100%" height="14" aria-hidden="true" className="block rounded-sm bg-sunken">
            <rect width={`${share.old}%`} height="14" className="fill-line-strong" />
            <rect x={`${share.old}%`} width={`${share.new}%`} height="14" className="fill-accent" />
          </svg>
          <p className="num mt-1.5 flex justify-between">
            <span>
              Old <b>{share.old} %</b>
            </span>
            <span>
              New <b>{share.new} %</b>
            </span>
          </p>
        </div>
        <Retirement traffic={traffic} zone={zone} now={now} />
        <ShiftForm
          upgrade={upgrade}
          environment={environment.key}
          version={version}
          share={share.new}
          refused={refused}
        />
        {shifts.length > 0 ? (
          <ol aria-label="Shifts of traffic, latest first" className="grid gap-2.5 border-t border-line pt-3">
            {shifts.map((shift) => (
              <li key={shift.id}>
                <p className="flex flex-wrap justify-between gap-x-3">
                  <b className="num">
                    {shift.was === shift.share
                      ? `${shift.share} %, another time agreed on`
                      : `${shift.was} % → ${shift.share} % on the new stack`}
                  </b>
                  <span className="text-sm text-ink-3">
                    <Time value={shift.at} zone={zone} now={now} />, {shift.by.name}
                  </span>
                </p>
                <p className="wrap-anywhere whitespace-pre-line text-ink-2">{shift.reason}</p>
                {shift.agreedHours === null ? null : (
                  <p className="text-sm text-ink-3">
                    The old stack goes after {shift.agreedHours} h without traffic.
                  </p>
                )}
              </li>
            ))}
          </ol>
        ) : null}
      </div>
    </Card>
  );
}

function Retirement({
  traffic: { retire, share, shifts },
  zone,
  now,
}: {
  traffic: TrafficView;
  zone: string;
  now: string;
}) {
  const time = (value: string) => <Time value={value} zone={zone} now={now} />;
  const { ok, since, until } = retire;
  if (ok && since)
    return (
      <Notice tone="success" title="The old stack can be retired.">
        It gets no traffic since {time(since)}, longer than the agreed {shifts[0]?.agreedHours} h.
      </Notice>
    );
  return (
    <Notice title="The old stack can't be retired yet.">
      {since === null ? (
        "It gets all traffic: nothing has been shifted."
      ) : until === null ? (
        <>
          It gets {share.old} % of the traffic since {time(since)}.
        </>
      ) : (
        <>
          It gets no traffic since {time(since)}; the agreed {shifts[0]?.agreedHours} h are over on{" "}
          {time(until)}.
        </>
      )}
    </Notice>
  );
}
