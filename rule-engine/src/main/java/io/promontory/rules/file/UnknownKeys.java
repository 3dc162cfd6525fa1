package io.promontory.rules.file;

/** What becomes of keys that rule files do not have. */
public enum UnknownKeys {
  REFUSE,
  IGNORE
}
