package io.promontory.series.store.memory;

/** What became of a sample handed to a {@link MemoryStore}. */
public enum AppendResult {
  /** Stored. */
  ACCEPTED,
  /** Not stored again: it is the latest sample of the series, bit by bit. */
  KNOWN,
  /** Refused: the series has another sample for that timestamp. */
  DUPLICATE_TIMESTAMP,
  /** Refused: the series has a later sample. */
  OUT_OF_ORDER,
  /** Refused: the series is new and the store holds as many as it may. */
  TOO_MANY_SERIES
}
