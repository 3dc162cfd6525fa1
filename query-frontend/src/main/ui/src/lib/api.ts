/** Calls of the server's API: JSON envelopes, typed failures, cancellation, patience where it is due. */

/** What `status: success` carried, with what the answer lacks. */
export interface Answer<T> {
  data: T;
  warnings: string[];
  infos: string[];
  /** How long the server and the way there took, in ms. */
  ms: number;
  /** The server's clock less the browser's, in ms; NaN where the answer has no date. */
  skew: number;
  /** Bytes of the body, unpacked. */
  bytes: number;
}

export type ErrorKind = 'unreachable' | 'unauthorized' | 'unavailable' | 'refused';

/** A call that came to nothing; the message is for people. */
export class ApiError extends Error {
  constructor(
    readonly kind: ErrorKind,
    message: string,
    readonly status = 0,
    readonly type = '',
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** Hears `lost` whenever the server could not be reached. */
export const connection = new EventTarget();

export type Params = Record<string, string | number | readonly string[] | undefined>;

export interface Call {
  params?: Params;
  signal?: AbortSignal;
  /** POST sends the parameters as a form; queries of any length fit. */
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** How often a server that cannot be reached is asked again; 0 unless said. */
  retries?: number;
}

/**
 * The service's root: pages are one level below it, whatever proxy stands before it. Made of the
 * origin, since a page opened with a name and password in its URL may not fetch relative ones.
 */
export function root(): string {
  return location.origin + location.pathname.slice(0, location.pathname.lastIndexOf('/') + 1);
}

function base(): string {
  return root() + 'api/v1/';
}

export function form(params: Params): URLSearchParams {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'string' || typeof value === 'number') {
      pairs.append(name, String(value));
    } else if (value !== undefined) {
      value.forEach((each) => pairs.append(name, each));
    }
  }
  return pairs;
}

/** Calls `api/v1/PATH`. Rejects with ApiError, or with the signal's reason once aborted. */
export async function api<T>(path: string, call: Call = {}): Promise<Answer<T>> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await once<T>(path, call);
    } catch (error) {
      const again = error instanceof ApiError && (error.kind === 'unreachable' || error.kind === 'unavailable');
      if (!again || attempt >= (call.retries ?? 0)) {
        throw error;
      }
      await pause(250 * 2 ** attempt, call.signal);
    }
  }
}

async function once<T>(path: string, call: Call): Promise<Answer<T>> {
  const pairs = form(call.params ?? {});
  const method = call.method ?? 'GET';
  const query = method === 'GET' && pairs.size > 0 ? `?${pairs}` : '';
  const started = performance.now();
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${base()}${path}${query}`, {
      method,
      body: method === 'GET' ? null : pairs,
      signal: call.signal ?? null,
      headers: {Accept: 'application/json'},
    });
    text = await response.text();
    call.signal?.throwIfAborted();
  } catch (error) {
    if (call.signal?.aborted) {
      throw call.signal.reason;
    }
    connection.dispatchEvent(new Event('lost'));
    throw new ApiError('unreachable', 'The server cannot be reached. It is tried again; what is shown is from before.');
  }
  const ms = performance.now() - started;
  return {...read<T>(response, text), ms, skew: skew(response), bytes: text.length};
}

function read<T>(response: Response, text: string): Pick<Answer<T>, 'data' | 'warnings' | 'infos'> {
  let body: {status?: string; data?: T; error?: string; errorType?: string; warnings?: string[]; infos?: string[]};
  try {
    body = JSON.parse(text);
  } catch {
    throw plain(response, text);
  }
  if (body.status === 'success') {
    return {data: body.data as T, warnings: body.warnings ?? [], infos: body.infos ?? []};
  }
  if (typeof body.error === 'string') {
    throw new ApiError('refused', body.error, response.status, body.errorType ?? '');
  }
  throw plain(response, text);
}

/** For answers that are not of the API: those of a proxy, or of a server that is starting. */
function plain(response: Response, text: string): ApiError {
  if (response.status === 401) {
    return new ApiError('unauthorized', 'The server asks for a name and a password. Load the page again to enter them.', 401);
  }
  const starting = response.status === 503 || response.status === 502 || response.status === 504;
  const start = text.slice(0, 200).trim();
  return new ApiError(
    starting ? 'unavailable' : 'refused',
    starting
      ? `The server is not ready (${response.status}${start && !start.startsWith('<') ? `: ${start}` : ''}).`
      : `HTTP ${response.status} in place of an answer of the API: is ${base()} what a proxy passes on?`,
    response.status,
  );
}

function skew(response: Response): number {
  const date = response.headers.get('Date');
  return date === null ? NaN : Date.parse(date) + 500 - Date.now();
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((done, stop) => {
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      stop(signal.reason);
    });
  });
}

/** Whether a rejection only says that nobody waits any more. */
export function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
