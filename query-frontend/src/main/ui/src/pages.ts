import type {ComponentType} from 'preact';

/** A page of the rail. Its code is fetched when it is first opened. */
export interface Page {
  /** The last segment of its URL; each is served by the server, one level below its root. */
  path: string;
  title: string;
  /** The letter after `g` that leads here. */
  key: string;
  load(): Promise<{default: ComponentType}>;
}

/** In the order of the rail. The server serves the same paths (UiResource). */
export const PAGES: readonly Page[] = [
  {path: 'query', title: 'Query', key: 'q', load: () => import('./query/page')},
];
