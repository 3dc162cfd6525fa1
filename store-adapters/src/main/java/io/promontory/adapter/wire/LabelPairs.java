package io.promontory.adapter.wire;

import io.promontory.adapter.wire.WireCursor.MalformedException;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.labels.Utf8Order;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/**
 * Collects the labels of one series after the other from {@code Label} messages, whose fields are
 * name = 1 and value = 2 in every protocol here. Used by one thread.
 */
public final class LabelPairs {
  private static final int NAME = 1 << 3 | WireCursor.LENGTH_DELIMITED;
  private static final int VALUE = 2 << 3 | WireCursor.LENGTH_DELIMITED;

  private static final int LONGEST_KNOWN = 256;
  private static final int PLACES = 32;
  private static final int NONE = -1;

  private final SymbolCache symbols = new SymbolCache();
  private String[] pairs = new String[32];
  private String[] previous = new String[0];
  private int count;

  /** By places, what was there the last time: mostly the same label comes again. */
  private final Known[] known = new Known[PLACES];

  /** A label and the message that it was read from. */
  private static final class Known {
    private final byte[] message = new byte[LONGEST_KNOWN];
    private int length = NONE;
    private String name = "";
    private String value = "";
  }

  /** Without any labels. */
  public LabelPairs() {
    Arrays.setAll(known, place -> new Known());
  }

  /** Begins the next series. */
  public void clear() {
    count = 0;
  }

  /** Adds a label; the cursor stands on the length of its message. An empty value adds none. */
  public void add(WireCursor in) throws MalformedException {
    int length = in.length();
    int start = in.position();
    Known last = known[Math.min(count / 2, PLACES - 1)];
    if (count + 2 > pairs.length) {
      pairs = Arrays.copyOf(pairs, pairs.length * 2);
    }
    if (length == last.length
        && Arrays.equals(last.message, 0, length, in.bytes(), start, start + length)) {
      in.advance(length);
      pairs[count++] = last.name;
      pairs[count++] = last.value;
      return;
    }
    int outer = in.enter(length);
    pairs[count] = "";
    pairs[count + 1] = "";
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == NAME) {
        pairs[count] = text(in);
      } else if (tag == VALUE) {
        pairs[count + 1] = text(in);
      } else {
        in.skip(tag);
      }
    }
    in.leave(outer);
    if (!pairs[count + 1].isEmpty()) {
      remember(last, in.bytes(), start, length);
      count += 2;
    }
  }

  private void remember(Known as, byte[] bytes, int start, int length) {
    as.length = length > LONGEST_KNOWN ? NONE : length;
    if (as.length == length) {
      System.arraycopy(bytes, start, as.message, 0, length);
      as.name = pairs[count];
      as.value = pairs[count + 1];
    }
  }

  private String text(WireCursor in) throws MalformedException {
    int length = in.length();
    try {
      String text = symbols.get(in.bytes(), in.position(), length);
      in.advance(length);
      return text;
    } catch (CharacterCodingException e) {
      throw new MalformedException("a label is not valid UTF-8");
    }
  }

  /**
   * The labels added since {@link #clear}. Names are mostly the very objects of the series before,
   * which spares the comparison. A server that does not sort them is put right.
   */
  public Labels build() throws MalformedException {
    String[] own = Arrays.copyOf(pairs, count);
    boolean sameNames = count <= previous.length;
    boolean sorted = true;
    for (int i = 0; i < count; i += 2) {
      sameNames = sameNames && own[i] == previous[i];
      if (!sameNames && i > 0) {
        sorted = sorted && Utf8Order.INSTANCE.compare(own[i - 2], own[i]) < 0;
      }
    }
    if (sorted) {
      previous = own;
      return Labels.ofSorted(own);
    }
    return sortedLabels(own);
  }

  private static Labels sortedLabels(String[] pairs) throws MalformedException {
    LabelsBuilder builder = new LabelsBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      if (builder.get(pairs[i]) != null) {
        throw new MalformedException("a series has the label " + pairs[i] + " twice");
      }
      builder.set(pairs[i], pairs[i + 1]);
    }
    return builder.build();
  }
}
