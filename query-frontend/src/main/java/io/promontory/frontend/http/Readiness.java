package io.promontory.frontend.http;

/** Whether the process wants queries. */
public interface Readiness {
  boolean ready();

  /** True on the way down. */
  boolean stopping();
}
