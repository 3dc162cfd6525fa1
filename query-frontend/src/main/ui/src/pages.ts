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
  load(): Promise<{default: ComponentType}>;
}

/** In the order of the rail. The server serves the same paths (UiResource). */
export const PAGES: readonly Page[] = [
  {path: 'query', title: 'Query', key: 'q', load: () => import('./query/page')},
  {path: 'explore', title: 'Explore', key: 'e', load: () => import('./explore/page')},
  {path: 'stores', title: 'Stores', key: 's', load: () => import('./stores/page')},
  {path: 'blocks', title: 'Blocks', key: 'b', load: () => import('./blocks/page')},
  {path: 'rule-groups', title: 'Rules', key: 'r', load: () => import('./rules/page')},
  {path: 'alerts', title: 'Alerts', key: 'a', load: () => import('./alerts/page')},
  {path: 'queries', title: 'Queries', short: 'Qs', key: 'u', load: () => import('./queries/page')},
  {path: 'server', title: 'Server', key: 'v', load: () => import('./server/page')},
];

/** The page of a place; what is unknown is the first. */
export function pageOf(path: string): Page {
  return PAGES.find((page) => page.path === path) ?? PAGES[0]!;
}
