/** Events of the traffic that old and new stack share. */
export interface TrafficEvents {
  /** Percent of the new stack; the old one had and has the rest. */
  "traffic.shifted": {
    environment: string;
    was: number;
    is: number;
    reason: string;
    /** With 100: hours without traffic before the old stack may be retired. */
    agreedHours: number | null;
  };
}

/** What each event says after the actor's name. */
export const trafficSentences: { [T in keyof TrafficEvents]: (data: TrafficEvents[T]) => string } = {
  "traffic.shifted": (d) => {
    const agreed = d.agreedHours === null ? "" : `, to be retired after ${d.agreedHours} h without traffic`;
    return d.was === d.is
      ? `agreed on ${d.agreedHours} h without traffic before the old stack of ${d.environment} is retired: ${d.reason}`
      : `shifted traffic of ${d.environment} from ${d.was} to ${d.is} % on the new stack, ${100 - d.is} % on the old one${agreed}: ${d.reason}`;
  },
};
