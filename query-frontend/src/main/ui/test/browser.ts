/** What stands for a browser here; imported before what looks at it as it is loaded. */

const url = new URL('http://localhost:9090/query');

function goTo(_: unknown, __: string, to: string): void {
  url.href = new URL(to, url).href;
}

/** The URLs of steps, the newest last; replacing one is none. */
export const steps: string[] = [];

Object.assign(globalThis, {
  location: url,
  history: {
    replaceState: goTo,
    pushState: (state: unknown, title: string, to: string) => {
      goTo(state, title, to);
      steps.push(url.search);
    },
  },
});

/** A call of the API that waits for its answer. */
export interface Asked {
  path: string;
  params: URLSearchParams;
  answer(data: unknown): Promise<void>;
  /** As where nobody listens. */
  refuse(): Promise<void>;
}

/** The calls that wait, the oldest first. */
export const asked: Asked[] = [];

/** Once what is under way has been heard of. */
export function settled(): Promise<void> {
  return new Promise((done) => setTimeout(done));
}

globalThis.fetch = (input, init) =>
  new Promise((done, fail) => {
    const call: Asked = {
      path: String(input).replace(/.*\/api\/v1\//, ''),
      params: init?.body as URLSearchParams,
      answer: (data) => (done(new Response(JSON.stringify({status: 'success', data}))), asked.splice(asked.indexOf(call), 1), settled()),
      refuse: () => (fail(new TypeError('refused')), asked.splice(asked.indexOf(call), 1), settled()),
    };
    asked.push(call);
    init?.signal?.addEventListener('abort', () => {
      asked.splice(asked.indexOf(call), 1);
      fail(init.signal!.reason);
    });
  });
