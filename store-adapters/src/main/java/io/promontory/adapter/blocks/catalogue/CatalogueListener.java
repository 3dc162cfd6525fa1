package io.promontory.adapter.blocks.catalogue;

import java.time.Instant;

/** Told how a catalogue fares, for metrics; must not block or throw. */
public interface CatalogueListener {
  /** Hears nothing. */
  CatalogueListener NONE =
      new CatalogueListener() {
        @Override
        public void listed(Instant at, long nanos) {}

        @Override
        public void listingFailed(long nanos) {}

        @Override
        public void counted(CatalogueCounts counts) {}
      };

  /**
   * The bucket was listed.
   *
   * @param at when the listing began
   */
  void listed(Instant at, long nanos);

  /** The bucket could not be listed; the view stays as it was. */
  void listingFailed(long nanos);

  /** What the view now counts. */
  void counted(CatalogueCounts counts);
}
