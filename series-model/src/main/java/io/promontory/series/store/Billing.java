package io.promontory.series.store;

import io.promontory.series.matcher.Matcher;
import java.util.List;

/**
 * What a store's owner would be billed for an answer, in samples that the store looks at. All
 * methods tell what is known now and never block on the network.
 */
public interface Billing {
  /** Of a store that asks nothing for its answers. */
  Billing FREE =
      new Billing() {
        @Override
        public boolean isFree() {
          return true;
        }

        @Override
        public long readMs(SelectRequest request) {
          return 0;
        }

        @Override
        public long evaluatedSteps(PartQuery query) {
          return 0;
        }

        @Override
        public Density density(List<Matcher> matchers) {
          return Density.GUESS;
        }
      };

  /** True where nothing is ever billed. */
  default boolean isFree() {
    return false;
  }

  /**
   * The time, ms, whose samples would be billed when those of a request are read: more than asked
   * for where a store reads by larger pieces, less where it has kept some of them.
   */
  long readMs(SelectRequest request);

  /** The steps of a query that would be billed: all whose results are not kept from before. */
  long evaluatedSteps(PartQuery query);

  /** What matches as last seen, else a guess. */
  Density density(List<Matcher> matchers);
}
