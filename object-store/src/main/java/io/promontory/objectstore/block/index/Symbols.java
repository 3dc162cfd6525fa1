package io.promontory.objectstore.block.index;

import io.promontory.objectstore.block.BlockFile;
import io.promontory.objectstore.block.BlockInput;
import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.CorruptBlockException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The texts that label names and values refer to. Of every 32nd its place is kept in memory; the
 * others are found from there, a page of 32 at a time, and the pages used last are kept. A text
 * that is found twice is mostly the same object, so that comparing labels is quick.
 *
 * <p>References are ordinals; in an index of version 1 they are offsets in the index. Safe for
 * concurrent use.
 */
public final class Symbols {
  private static final int PAGE = 32;
  private static final int MOST_PAGES_KEPT = 128;
  private static final int MOST_PAGE_BYTES = 64 << 20;

  private final Section section;
  private final boolean byOffset;
  private final long shift;
  private final long[] pageStarts;
  private final AtomicReferenceArray<@Nullable Page> kept;

  /** Texts that follow each other. */
  private record Page(int number, String[] texts, long[] offsets) {}

  private Symbols(Section section, boolean byOffset, long shift, long[] pageStarts) {
    this.section = section;
    this.byOffset = byOffset;
    this.shift = shift;
    this.pageStarts = pageStarts;
    int pages = Math.clamp(pageStarts.length, 1, MOST_PAGES_KEPT);
    this.kept = new AtomicReferenceArray<>(Integer.highestOneBit(2 * pages - 1));
  }

  /**
   * Reads the whole section once.
   *
   * @param version the index' version
   * @param start where the section starts in the file
   * @param limit where it must have ended
   * @param shift what to add to an offset in the file for the offset in the index
   */
  static Symbols open(BlockFile file, int version, long start, long limit, long shift) {
    Section section = Section.open(file, start, limit, 1);
    long[] pageStarts = new long[(section.entries() + PAGE - 1) / PAGE];
    BlockInput in = section.stream();
    byte[] last = new byte[64];
    int lastLength = 0;
    for (int i = 0; i < section.entries(); i++) {
      if (i % PAGE == 0) {
        pageStarts[i / PAGE] = in.position();
      }
      int length = in.skipText();
      int from = in.at() - length;
      if (i > 0 && Arrays.compareUnsigned(last, 0, lastLength, in.data(), from, in.at()) >= 0) {
        throw in.corrupt("symbol " + i + " is not above the one before");
      }
      last = last.length < length ? new byte[length * 2] : last;
      System.arraycopy(in.data(), from, last, 0, length);
      lastLength = length;
    }
    section.check(in);
    return new Symbols(section, version == 1, shift, pageStarts);
  }

  public int size() {
    return section.entries();
  }

  /**
   * The text that a reference stands for.
   *
   * @throws CorruptBlockException if there is none
   */
  public String get(long reference) {
    if (byOffset) {
      return atOffset(reference - shift);
    }
    if (reference < 0 || reference >= section.entries()) {
      throw noSymbol(reference);
    }
    return page((int) (reference / PAGE)).texts[(int) (reference % PAGE)];
  }

  private String atOffset(long offset) {
    int found = Arrays.binarySearch(pageStarts, offset);
    int number = found >= 0 ? found : -found - 2;
    if (number >= 0) {
      Page page = page(number);
      int i = Arrays.binarySearch(page.offsets, offset);
      if (i >= 0) {
        return page.texts[i];
      }
    }
    throw noSymbol(offset + shift);
  }

  /** Bytes of the section. */
  public long bytes() {
    return section.end() - section.start();
  }

  /** Whether references are offsets in the index, as in version 1. */
  boolean isByOffset() {
    return byOffset;
  }

  /** All texts in order. */
  public void forEach(Consumer<String> each) {
    BlockInput in = section.stream();
    for (int i = 0; i < section.entries(); i++) {
      each.accept(in.text());
    }
  }

  private Page page(int number) {
    int slot = number & (kept.length() - 1);
    Page page = kept.get(slot);
    if (page == null || page.number != number) {
      page = readPage(number);
      kept.set(slot, page);
    }
    return page;
  }

  private Page readPage(int number) {
    long from = pageStarts[number];
    long to = number + 1 < pageStarts.length ? pageStarts[number + 1] : section.bodyEnd();
    if (to - from > MOST_PAGE_BYTES) {
      throw new CorruptBlockException(
          section.file().name(), from, PAGE + " symbols take " + (to - from) + " bytes");
    }
    ByteCursor in = section.file().cursor(from, (int) (to - from));
    int count = Math.min(PAGE, section.entries() - number * PAGE);
    String[] texts = new String[count];
    long[] offsets = new long[byOffset ? count : 0];
    for (int i = 0; i < count; i++) {
      if (byOffset) {
        offsets[i] = in.offset();
      }
      texts[i] = in.text();
    }
    return new Page(number, texts, offsets);
  }

  private CorruptBlockException noSymbol(long reference) {
    return corrupt("no symbol has the reference " + reference);
  }

  /** An exception for what refers to symbols. */
  CorruptBlockException corrupt(String problem) {
    return new CorruptBlockException(section.file().name(), section.start(), problem);
  }

  Section section() {
    return section;
  }
}
