package io.promontory.rules.group;

import java.time.Instant;

/** Says whether what a slot yields is recorded and told by this process, or by another one. */
@FunctionalInterface
public interface Turn {
  /** There is no other process. */
  Turn ALWAYS = slot -> true;

  /** Asked when the evaluation of a slot begins; of all processes one at most is told yes. */
  boolean isOurs(Instant slot);
}
