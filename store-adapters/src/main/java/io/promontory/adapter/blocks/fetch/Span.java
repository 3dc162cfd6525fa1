package io.promontory.adapter.blocks.fetch;

/** Part of a file. */
interface Span {
  /** Its first byte. */
  long start();

  /** First byte that is not its own. */
  long end();
}
