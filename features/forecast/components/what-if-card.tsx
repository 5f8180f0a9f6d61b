import Form from "next/form";
import { TextInput } from "@/components/form/text-input";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { type StepScale, stepScales } from "@/domain/step";
import { formatCount, formatDuration, plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { ForecastView } from "../schema";
import { type ForecastAddress, withoutWhatIf } from "./forecast-address";
import { scaleWords } from "./forecast-words";

type WhatIfCardProps = {
  upgrade: string;
  view: ForecastView;
  address: ForecastAddress;
  problem: string | null;
};

/** Other people, other amounts, steps done before: the answer beside the forecast, under the same luck, and in the address. */
export function WhatIfCard({ upgrade, view, address, problem }: WhatIfCardProps) {
  const { whatIf, lines } = view;
  const scales = stepScales.filter((scale) => lines.some(({ scalesWith }) => scalesWith === scale));
  const base = withoutWhatIf(address);
  return (
    <Card title="What if" padded>
      {problem ? (
        <Notice tone="warning" className="mb-3">
          {problem}
        </Notice>
      ) : null}
      {whatIf ? <Answer upgrade={upgrade} view={view} whatIf={whatIf} base={base} /> : null}
      <Form
        key={JSON.stringify(address)}
        action={paths.forecast(upgrade)}
        aria-label="What if"
        className="grid gap-3"
      >
        {Object.entries(base).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <TextInput
          label="People"
          name="people"
          type="number"
          min={1}
          max={50}
          placeholder={view.crew.named ? "those assigned" : String(view.crew.size)}
          defaultValue={address.people}
        />
        <TextInput
          label="Done before, or left out"
          name="without"
          hint="Codes of steps, with commas between them. Or choose them below."
          placeholder="D-11, D-12"
          defaultValue={address.without}
        />
        {scales.map((scale) => (
          <Amount key={scale} scale={scale} is={view.amounts[scale]} typed={address[scale]} />
        ))}
        <div className="flex gap-2">
          <Button type="submit">Ask</Button>
          {whatIf || problem ? (
            <LinkButton href={paths.forecast(upgrade, base)} variant="quiet">
              Clear
            </LinkButton>
          ) : null}
        </div>
      </Form>
    </Card>
  );
}

function Amount({ scale, is, typed }: { scale: StepScale; is: number | undefined; typed?: string }) {
  const word = scaleWords[scale];
  return (
    <TextInput
      label={`${word[0]?.toUpperCase()}${word.slice(1)}`}
      name={scale}
      inputMode="decimal"
      placeholder={is === undefined ? "not written down" : formatCount(is)}
      defaultValue={typed}
    />
  );
}

type AnswerProps = {
  upgrade: string;
  view: ForecastView;
  whatIf: NonNullable<ForecastView["whatIf"]>;
  base: ForecastAddress;
};

function Answer({ upgrade, view, whatIf, base }: AnswerProps) {
  const gain = view.p80 - whatIf.p80;
  const changes = [
    ...(whatIf.people === null ? [] : [`by ${plural(whatIf.people, "person", "people")}`]),
    ...(whatIf.without.length === 0 ? [] : [`without ${whatIf.without.join(", ")}`]),
    ...stepScales.flatMap((scale) => {
      const is = whatIf.amounts[scale];
      return is === undefined ? [] : [`with ${formatCount(is)} ${scaleWords[scale]}`];
    }),
  ];
  const difference =
    Math.abs(gain) < 0.5
      ? "no difference"
      : `${formatDuration(Math.abs(gain))} ${gain > 0 ? "shorter" : "longer"}`;
  const said = changes.join(", ");
  const onlyPeople = whatIf.people !== null && changes.length === 1;
  return (
    <div role="status" className="mb-3.5 rounded-lg bg-sunken px-3 py-2.5">
      <p>
        {said[0]?.toUpperCase()}
        {said.slice(1)}: <b>{formatDuration(whatIf.p50)}</b>, 4 times of 5 within{" "}
        <b>{formatDuration(whatIf.p80)}</b>.
      </p>
      <p className="mt-0.5 text-sm text-ink-2">
        That is {difference}; 19 times of 20 within {formatDuration(whatIf.p95)}.
      </p>
      {onlyPeople ? (
        <p className="mt-1 text-sm">
          <Link href={paths.forecast(upgrade, { ...base, crew: String(whatIf.people) })} className="link">
            Reckon with {plural(whatIf.people ?? 1, "person", "people")} from now on
          </Link>
        </p>
      ) : null}
    </div>
  );
}
