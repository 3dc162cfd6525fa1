package io.promontory.adapter.evaluate;

/** When expressions are sent to a server in place of reading its samples. */
public enum Pushdown {
  /** Where the server proves that it evaluates as we do. */
  AUTO,
  /** Its word is taken for it. */
  ALWAYS,
  /** Samples are read. */
  NEVER
}
