import {useEffect, useRef} from 'preact/hooks';

/** One question at a time: the next lets go of the one before, whose answer would come too late. */
export class Latest {
  private asking = new AbortController();

  /** Of the question that is put now. */
  next(): AbortSignal {
    this.stop();
    this.asking = new AbortController();
    return this.asking.signal;
  }

  stop(): void {
    this.asking.abort();
  }
}

/** For as long as the component is there. */
export function useLatest(): Latest {
  const latest = useRef(new Latest()).current;
  useEffect(() => () => latest.stop(), []);
  return latest;
}
