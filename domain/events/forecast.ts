/** Events of forecasts that were kept. */
export interface ForecastEvents {
  /** Minutes. */
  "forecast.made": {
    environment: string;
    number: number;
    p50: number;
    p80: number;
    p95: number;
    /** People; null for those assigned. */
    crew: number | null;
  };
}

const hours = (minutes: number) => {
  const whole = Math.round(minutes);
  const rest = `${whole % 60} min`;
  return whole < 60 ? rest : `${Math.floor(whole / 60)} h ${rest}`;
};

/** What each event says after the actor's name. */
export const forecastSentences: { [T in keyof ForecastEvents]: (data: ForecastEvents[T]) => string } = {
  "forecast.made": (d) =>
    `kept forecast ${d.number} of ${d.environment}: ${hours(d.p50)}, 4 times of 5 within ${hours(d.p80)}, with ${
      d.crew === null ? "the people assigned" : d.crew === 1 ? "1 person" : `${d.crew} people`
    }`,
};
