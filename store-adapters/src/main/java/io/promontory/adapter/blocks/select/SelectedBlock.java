package io.promontory.adapter.blocks.select;

import io.promontory.adapter.blocks.downsampled.ChosenBlock;
import io.promontory.adapter.labels.LabelOverlay;
import io.promontory.objectstore.block.Ulid;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.SelectRequest;
import java.util.List;
import java.util.Set;

/**
 * What a select wants of one block.
 *
 * @param matchers those that its external labels leave to decide
 * @param overlay what happens to the labels of its series
 */
record SelectedBlock(
    ChosenBlock chosen, SelectRequest request, List<Matcher> matchers, LabelOverlay overlay) {
  Ulid ulid() {
    return chosen.block().meta().ulid();
  }

  /**
   * Whether the labels of series change in a way that can move any of them anywhere.
   *
   * @param names of labels that series of the block have
   */
  boolean reorders(Set<String> names) {
    for (int i = 0; i < overlay.added().size(); i++) {
      if (names.contains(overlay.added().name(i))) {
        return true;
      }
    }
    return overlay.dropped().stream().anyMatch(names::contains);
  }
}
