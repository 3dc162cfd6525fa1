/**
 * Stands where codemirror-promql asks for `lru-cache`. That serves its own HTTP client, which holds
 * every metric name; ours asks the server for few at a time, so that nothing is kept here.
 */
export class LRUCache {}
