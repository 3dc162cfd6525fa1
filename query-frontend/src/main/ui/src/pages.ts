import type {ComponentType} from 'preact';

/** A page of the rail. Its code is fetched when it is first opened. */
export interface Page {
  /** The last segment of its URL; each is served by the server, one level below its root. */
  path: string;
  title: string;
  /** What is shown of it where there is no room; the first two letters of the title unless said. */
  short?: string;
  /** The letter after `g` that leads here. */
  key: string;
  load(): Promise<ComponentType>;
}

/** The pages beside that of queries are small: they are fetched as one. */
function beside(name: keyof typeof import('./beside')): Page['load'] {
  return async () => (await import('./beside'))[name];
}

/** In the order of the rail. The server serves the same paths (UiResource). */
export const PAGES: readonly Page[] = [
  {path: 'query', title: 'Query', key: 'q', load: async () => (await import('./query/page')).default},
  {path: 'explore', title: 'Explore', key: 'e', load: beside('explore')},
  {path: 'stores', title: 'Stores', key: 's', load: beside('stores')},
  {path: 'blocks', title: 'Blocks', key: 'b', load: beside('blocks')},
  {path: 'rule-groups', title: 'Rules', key: 'r', load: beside('rules')},
  {path: 'alerts', title: 'Alerts', key: 'a', load: beside('alerts')},
  {path: 'queries', title: 'Queries', short: 'Qs', key: 'u', load: beside('queries')},
  {path: 'server', title: 'Server', key: 'v', load: beside('server')},
];

/** The page of a place; what is unknown is the first. */
export function pageOf(path: string): Page {
  return PAGES.find((page) => page.path === path) ?? PAGES[0]!;
}
