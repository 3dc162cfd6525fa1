import {signal} from '@preact/signals';
import {api, ApiError} from '../lib/api';

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
  inFlight: number;
  required: boolean;
  timeoutSeconds: number;
  addresses: string[];
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

export function isUp(store: StoreState): boolean {
  return store.health === 'up' || store.health === 'ok' || store.health === 'healthy';
}

/** Looks after the stores for as long as the page is seen. */
export function watchStores(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  async function look(): Promise<void> {
    clearTimeout(timer);
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
    if (!document.hidden) {
      timer = setTimeout(() => void look(), next);
    }
  }
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) {
      void look();
    }
  });
  void look();
}
