package io.promontory.adapter.blocks.downsampled;

import io.promontory.adapter.blocks.catalogue.CatalogueBlock;
import java.util.List;

/**
 * A block and what to read of it.
 *
 * @param spans times of the samples to take, in order, none overlapping or touching; of a
 *     downsampled block whole windows, but for the edges of the request. Never empty
 */
public record ChosenBlock(CatalogueBlock block, List<Span> spans) {
  public ChosenBlock {
    spans = List.copyOf(spans);
  }

  /** ms between samples; 0 for raw ones. */
  public long resolution() {
    return block.meta().resolution();
  }

  /** Whether samples of these times, ms and inclusive, may be wanted. */
  public boolean overlaps(long from, long to) {
    for (Span span : spans) {
      if (span.from() <= to && from <= span.to()) {
        return true;
      }
    }
    return false;
  }

  /** Whether all samples of these times, ms and inclusive, are wanted. */
  public boolean contains(long from, long to) {
    for (Span span : spans) {
      if (span.from() <= from && to <= span.to()) {
        return true;
      }
    }
    return false;
  }
}
