import {signal} from '@preact/signals';
import {api, ApiError, connection} from '../lib/api';

/** One of several servers of a store, asked by itself. */
export interface ServerState {
  name: string;
  lastCheck: string | null;
  lastError: string | null;
  health: string;
  latencySeconds: number | null;
}

/** A store as `/api/v1/stores` tells it; times in ms, NaN and null where nothing is known. */
export interface StoreState {
  name: string;
  lastCheck: string | null;
  lastError: string | null;
  labelSets: Record<string, string>[];
  minTime: number;
  maxTime: number;
  health: string;
  latencySeconds: number | null;
  /** Of the latest 256 answers. */
  p50Seconds: number | null;
  p99Seconds: number | null;
  /** The newest first; equal ones in a row are one. */
  failures: {from: string; to: string; error: string; times: number}[];
  inFlight: number;
  required: boolean;
  timeoutSeconds: number;
  addresses: string[];
  /** Absent where there is one. */
  servers?: ServerState[];
  capabilities: string[];
  evaluator: string | null;
}

/** The stores by type; undefined until the first answer. */
export const stores = signal<Record<string, StoreState[]> | undefined>(undefined);

/** Why the server cannot be asked; empty while it can. */
export const unreachable = signal('');

/** The server's clock less the browser's, in ms. */
export const skew = signal(0);

const EVERY_MS = 10_000;

/** While something is not well, be it for the moment of a start. */
const SOON_MS = 2_000;

export function isUp({health}: {health: string}): boolean {
  return health === 'up' || health === 'ok' || health === 'healthy';
}

/** Looks after the stores for as long as the page is seen. */
export function watchStores(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looking = false;
  async function look(): Promise<void> {
    clearTimeout(timer);
    looking = true;
    let next = EVERY_MS;
    try {
      const answer = await api<Record<string, StoreState[]>>('stores');
      stores.value = answer.data;
      next = Object.values(answer.data).flat().every(isUp) ? EVERY_MS : SOON_MS;
      unreachable.value = '';
      if (!Number.isNaN(answer.skew)) {
        skew.value = answer.skew;
      }
    } catch (error) {
      next = SOON_MS;
      unreachable.value = error instanceof ApiError ? error.message : String(error);
    }
    looking = false;
    if (!document.hidden) {
      timer = setTimeout(() => void look(), next);
    }
  }
  connection.addEventListener('lost', () => {
    if (!looking && unreachable.peek() === '') {
      void look();
    }
  });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) {
      void look();
    }
  });
  void look();
}
