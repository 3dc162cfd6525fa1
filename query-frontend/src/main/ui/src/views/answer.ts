import {useSignal} from '@preact/signals';
import {useEffect, useRef} from 'preact/hooks';
import {api, ApiError, isAborted, type Params} from '../lib/api';

/** What a page knows of an answer: the last one stays while the next is on its way, or has failed. */
export interface Loaded<T> {
  data: T | undefined;
  warnings: readonly string[];
  /** Why the last try came to nothing; empty where it did not. */
  error: string;
  busy: boolean;
  again(): void;
}

/**
 * Asks the API, anew when what is asked for changes, and every so many ms while the page is seen.
 * An empty path asks nothing. `now` adds what is of the time at which it is asked.
 */
export function useAnswer<T>(path: string, params: Params = {}, everyMs = 0, now: () => Params = () => ({})): Loaded<T> {
  const data = useSignal<T | undefined>(undefined);
  const warnings = useSignal<readonly string[]>([]);
  const error = useSignal('');
  const busy = useSignal(false);
  const look = useRef<() => void>(() => {});
  const key = JSON.stringify([path, params]);
  useEffect(() => {
    const ended = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function ask(): Promise<void> {
      clearTimeout(timer);
      busy.value = true;
      try {
        const answer = await api<T>(path, {params: {...params, ...now()}, signal: ended.signal});
        data.value = answer.data;
        warnings.value = answer.warnings;
        error.value = '';
      } catch (failure) {
        if (isAborted(failure)) {
          return;
        }
        error.value = failure instanceof ApiError ? failure.message : String(failure);
      }
      busy.value = false;
      if (everyMs > 0) {
        timer = setTimeout(() => (document.hidden ? later() : void ask()), everyMs);
      }
    }
    function later(): void {
      timer = setTimeout(() => (document.hidden ? later() : void ask()), everyMs);
    }
    look.current = () => void ask();
    if (path !== '') {
      void ask();
    }
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [key, everyMs]);
  return {data: data.value, warnings: warnings.value, error: error.value, busy: busy.value, again: () => look.current()};
}
