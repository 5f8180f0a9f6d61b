/** On which side of its threshold a measured value passes; the threshold itself passes on both. */
export const thresholdDirections = ["at_least", "at_most"] as const;
export type ThresholdDirection = (typeof thresholdDirections)[number];

/** The limit of a non-functional case: "at least 800 requests/s". */
export type Threshold = {
  readonly value: number;
  readonly unit: string;
  readonly direction: ThresholdDirection;
};
