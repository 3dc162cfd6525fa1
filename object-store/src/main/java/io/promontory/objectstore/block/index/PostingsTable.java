package io.promontory.objectstore.block.index;

import io.promontory.objectstore.block.BlockFile;
import io.promontory.objectstore.block.BlockInput;
import io.promontory.objectstore.block.CorruptBlockException;
import java.util.Arrays;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the posting list of each label value lies. Of every label every 32nd value is kept in
 * memory; the others are found from there. A list ends where the next one begins.
 *
 * <p>Safe for concurrent use.
 */
public final class PostingsTable {
  private static final int LOOKUP_WINDOW = 2 << 10;
  private static final int LISTING_WINDOW = 256 << 10;
  private static final long GUESSED_ENTRY_BYTES = 48;

  private final Section section;
  private final NavigableMap<String, LabelRun> labels;
  private final PostingsRange all;
  private final long postingsEnd;

  /** Offsets of all lists where they are not in the order of the table: in version 1. */
  private final long @Nullable [] sortedOffsets;

  /** Takes the values of a label. */
  @FunctionalInterface
  public interface ValueVisitor {
    /**
     * @return whether to go on
     */
    boolean value(String value, PostingsRange list);
  }

  PostingsTable(
      Section section,
      NavigableMap<String, LabelRun> labels,
      long postingsEnd,
      long @Nullable [] sortedOffsets) {
    this.section = section;
    this.labels = labels;
    this.postingsEnd = postingsEnd;
    this.sortedOffsets = sortedOffsets;
    PostingsRange every = find("", "");
    if (every == null) {
      throw new CorruptBlockException(
          section.file().name(), section.start(), "the postings table has no list of all series");
    }
    this.all = every;
  }

  /**
   * Reads the whole table once.
   *
   * @param version the index' version
   * @param start where the table starts in the file
   * @param limit where it must have ended
   * @param postingsStart where in the index posting lists start
   * @param postingsEnd where they end
   */
  static PostingsTable open(
      BlockFile file, int version, long start, long limit, long postingsStart, long postingsEnd) {
    Section section = Section.open(file, start, limit, 4);
    return new PostingsTableScan(section, postingsStart, postingsEnd).table(version == 1);
  }

  /** The list of all series. */
  public PostingsRange all() {
    return all;
  }

  /** Names of labels in order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(labels.tailMap("", false).navigableKeySet());
  }

  /** How many values a label has. */
  public int valueCount(String name) {
    LabelRun run = labels.get(name);
    return run == null ? 0 : run.count();
  }

  /** How many posting lists there are. */
  public int size() {
    return section.entries();
  }

  /** The list of a label's value, or null where no series has it. */
  public @Nullable PostingsRange find(String name, String value) {
    PostingsRange[] found = new PostingsRange[1];
    scan(
        name,
        value,
        true,
        (next, list) -> {
          if (next.equals(value)) {
            found[0] = list;
          }
          return TextOrder.INSTANCE.compare(next, value) < 0;
        });
    return found[0];
  }

  /** All values of a label in order. */
  public void forEachValue(String name, ValueVisitor visitor) {
    scan(name, "", false, visitor);
  }

  /** Values of a label in order, from the first that is not below one. */
  public void forEachValueFrom(String name, String first, ValueVisitor visitor) {
    scan(
        name,
        first,
        false,
        (value, list) ->
            TextOrder.INSTANCE.compare(value, first) < 0 || visitor.value(value, list));
  }

  /**
   * Visits from a sampled value on that is not above {@code from}.
   *
   * @param one whether the visitor wants one value only
   */
  private void scan(String name, String from, boolean one, ValueVisitor visitor) {
    LabelRun run = labels.get(name);
    if (run == null) {
      return;
    }
    int sample = run.floor(from);
    int left = run.count() - sample * LabelRun.STEP;
    long start = run.offset(sample);
    int window = Math.clamp(left * GUESSED_ENTRY_BYTES, LOOKUP_WINDOW, LISTING_WINDOW);
    BlockInput in =
        new BlockInput(section.file(), start, section.bodyEnd(), one ? LOOKUP_WINDOW : window);
    Entry entry = Entry.read(in);
    while (left > 0) {
      left--;
      boolean last = in.position() == section.bodyEnd();
      Entry next = last ? entry : Entry.read(in);
      if (!visitor.value(entry.value, range(entry.list, last ? postingsEnd : next.list))) {
        return;
      }
      entry = next;
    }
  }

  private PostingsRange range(long start, long next) {
    long[] sorted = sortedOffsets;
    if (sorted == null) {
      return new PostingsRange(start, next);
    }
    int at = Arrays.binarySearch(sorted, start);
    return new PostingsRange(start, at + 1 < sorted.length ? sorted[at + 1] : postingsEnd);
  }

  Section section() {
    return section;
  }

  /** A value and where its list starts. */
  private record Entry(String value, long list) {
    static Entry read(BlockInput in) {
      PostingsTableScan.checkKeys(in);
      in.skipText();
      return new Entry(in.text(), in.uvarint());
    }
  }
}
