import type { Metadata } from "next";
import { Page } from "@/components/layout/page";
import { forecastAddress } from "@/features/forecast/components/forecast-address";
import { ForecastScreen } from "@/features/forecast/components/forecast-screen";
import { getForecast } from "@/features/forecast/queries/forecast";
import { listForecasts } from "@/features/forecast/queries/kept";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask, askAnyone, signedIn } from "@/lib/page";

export const metadata: Metadata = { title: "Forecast" };

type Props = {
  params: Promise<{ upgrade: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function ForecastPage({ params, searchParams }: Props) {
  const [{ upgrade: key }, given, person] = await Promise.all([params, searchParams, signedIn()]);
  const view = await ask(viewUpgrade, { upgrade: key });
  const address = forecastAddress(given);
  const environment = address.environment ?? view.environments.at(-1)?.key ?? "";
  // What somebody typed into the what-if is answered beside it, and the forecast stays.
  const asked = await askAnyone(getForecast, { ...address, upgrade: key, environment });
  const [forecast, { forecasts }] = await Promise.all([
    asked.ok ? asked.output : ask(getForecast, { upgrade: key, environment }),
    ask(listForecasts, { upgrade: key }),
  ]);
  return (
    <Page>
      <LiveRefresh upgrade={key} />
      <ForecastScreen
        upgrade={key}
        view={forecast}
        address={address}
        problem={asked.ok ? null : asked.message}
        kept={forecasts}
        zone={person.timeZone ?? view.homeZone}
        now={forecast.at}
        refused={view.refused["forecast.make"] ?? null}
      />
    </Page>
  );
}
