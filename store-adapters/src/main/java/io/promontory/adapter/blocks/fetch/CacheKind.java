package io.promontory.adapter.blocks.fetch;

/** What the cache holds. */
public enum CacheKind {
  /** Ranges of index files. */
  INDEX,
  /** Ranges of chunk segments. */
  CHUNKS,
  /** Posting lists as series ids, single ones and those of matchers. */
  POSTINGS,
  /** What matchers of a query selected. */
  MATCHERS,
  /** Texts of symbols. */
  SYMBOLS,
  /** Labels and places of chunks of series. */
  SERIES
}
