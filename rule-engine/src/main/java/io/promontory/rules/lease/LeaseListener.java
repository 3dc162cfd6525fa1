package io.promontory.rules.lease;

/** Hears how a lease goes. */
public interface LeaseListener {
  /** Nobody listens. */
  LeaseListener NONE = new LeaseListener() {};

  /** This process has it from now on. */
  default void taken() {}

  /** Another process has taken it over. */
  default void lost() {}

  /** The bucket did not answer as it should. */
  default void failed() {}
}
