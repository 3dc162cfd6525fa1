/** A rule as the API tells it; durations in seconds. */
export interface Rule {
  name: string;
  query: string;
  type: string;
  health: string;
  lastError?: string;
  duration?: number;
  keepFiringFor?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  state?: string;
  evaluationTime?: number;
  lastEvaluation?: string;
}

/** A group of rules; its interval in seconds. */
export interface Group {
  name: string;
  file: string;
  /** Those that evaluate it. */
  stores: string[];
  interval: number;
  evaluationTime?: number;
  lastEvaluation?: string;
  rules: Rule[];
}
