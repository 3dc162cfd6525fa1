package io.promontory.objectstore.block.verify;

import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.objectstore.block.chunks.Segments;
import java.util.ArrayList;
import java.util.List;

/** Collects what is broken in a block; so many of it that a person can look at them. */
final class Findings {
  private static final int MOST_KEPT = 200;

  private final String block;
  private final List<Finding> kept = new ArrayList<>();
  private long count;

  Findings(String block) {
    this.block = block;
  }

  /** A stage of the check, which may break off where it cannot go on. */
  interface Stage {
    void run();
  }

  /** Runs a stage; what it throws as corrupt is found. Whether it went to its end. */
  boolean within(Stage stage) {
    try {
      stage.run();
      return true;
    } catch (CorruptBlockException e) {
      add(Finding.of(e));
      return false;
    }
  }

  /** As {@link #within(Stage)}; what is found is said of a thing that starts at a place. */
  boolean within(BlockFileName file, long start, String thing, Stage stage) {
    try {
      stage.run();
      return true;
    } catch (CorruptBlockException e) {
      add(new Finding(file, start, thing + ": " + Finding.of(e).problem()));
      return false;
    }
  }

  void add(Finding finding) {
    if (count++ < MOST_KEPT) {
      kept.add(finding);
    }
  }

  void add(String file, long offset, String problem) {
    add(new Finding(new BlockFileName(block, file), offset, problem));
  }

  /** Something is wrong with the chunk at a reference. */
  void add(Segments segments, long ref, String problem) {
    add(new Finding(segments.file(ref).name(), Segments.offsetOf(ref), problem));
  }

  List<Finding> kept() {
    return kept;
  }

  long count() {
    return count;
  }
}
