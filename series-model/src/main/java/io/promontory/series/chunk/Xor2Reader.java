package io.promontory.series.chunk;

import java.util.Arrays;

/**
 * Decodes chunks of encoding {@link Encoding#XOR2} (Prometheus TSDB, chunk format): floats whose
 * time and value share one code, whose stale markers leave the values alone, and which may carry
 * start times.
 */
final class Xor2Reader implements ChunkReader {
  private static final int HEADER_BYTES = 3;

  private final BitReader in = new BitReader();
  private final StartTimeReader startTimes = new StartTimeReader();
  private boolean timesRepeat;

  /** The last value that is no stale marker, as raw bits, and the window of its changed bits. */
  private long baseline;

  private int leading;
  private int significant;

  @Override
  public boolean timesRepeat() {
    return timesRepeat;
  }

  @Override
  public int decode(Chunk chunk, SampleColumns out) {
    in.open(chunk);
    if (chunk.length() < HEADER_BYTES) {
      throw in.corrupt("it ends within its header");
    }
    int count = (int) in.bits(16);
    startTimes.begin((int) in.bits(8));
    timesRepeat = false;
    if (count == 0) {
      return 0;
    }
    // A time and a value, then a bit for each sample.
    if (in.bitsLeft() < 8 + 64 + count - 1) {
      throw in.corrupt("it is too short for its " + count + " samples");
    }
    out.ensureCapacity(out.size + count);
    decode(count, out);
    checkTimes(count, out);
    if (out.histograms != null) {
      Arrays.fill(out.histograms, out.size, out.size + count, null);
    }
    out.advanceWritten(count);
    return count;
  }

  private void decode(int count, SampleColumns out) {
    int first = out.size;
    long time = in.varint();
    long value = in.bits64();
    out.timestamps[first] = time;
    out.values[first] = Double.longBitsToDouble(value);
    baseline = value == StaleMarker.BITS ? 0 : value;
    leading = 0;
    significant = 64;
    long start = startTimes.readFirst(in, time);
    in.checkEnd(count);
    long step = 0;
    if (count > 1) {
      step = in.uvarint();
      out.timestamps[first + 1] = time + step;
      out.values[first + 1] = valueBehindTime();
      long second = startTimes.readNext(in, 1, time);
      in.checkEnd(count);
      putStart(out, first, start);
      putStart(out, first + 1, second);
      decodeRest(count, step, second, out);
    } else {
      putStart(out, first, start);
    }
  }

  private void decodeRest(int count, long firstStep, long firstStart, SampleColumns out) {
    long[] times = out.timestamps;
    double[] values = out.values;
    int begin = out.size;
    int end = begin + count;
    long step = firstStep;
    long time = times[begin + 1];
    long start = firstStart;
    int i = begin + 2;
    while (i < end) {
      long previous = time;
      long word = in.peek();
      int run = 1;
      if (word >= 0) {
        int same = Math.min(Long.numberOfLeadingZeros(word | 1 << 7), end - i);
        run = startTimes.changesAt(i - begin + same - 1) ? 1 : same;
        in.bit += run;
        double value = Double.longBitsToDouble(baseline);
        for (int r = 0; r < run; r++) {
          time += step;
          times[i + r] = time;
          values[i + r] = value;
        }
      } else {
        int ones = Math.min(Long.numberOfLeadingZeros(~word), 5);
        step += ones == 1 || ones == 5 ? 0 : stepChange(word, ones);
        time += step;
        times[i] = time;
        values[i] = ones == 1 ? changedValue(2) : ones == 5 ? stale() : valueBehindTime();
      }
      if (startTimes.changesAt(i - begin)) {
        start = startTimes.readNext(in, i - begin, previous);
      }
      in.checkEnd(count);
      for (int r = 0; r < run && (start != 0 || out.startTimes != null); r++) {
        putStart(out, i + r, start);
      }
      i += run;
    }
  }

  /** Two's complement, unlike in the other encodings. */
  private long stepChange(long word, int ones) {
    if (ones == 4) {
      in.bit += 5;
      return in.bits64();
    }
    int head = ones + 1;
    int width = ones == 2 ? 13 : 20;
    in.bit += head + width;
    return (word << head) >> (64 - width);
  }

  private double stale() {
    in.bit += 5;
    return StaleMarker.VALUE;
  }

  /** The value after an explicit change of the step. */
  private double valueBehindTime() {
    long word = in.peek();
    if (word >= 0) {
      in.bit++;
      return Double.longBitsToDouble(baseline);
    }
    if (word >>> 61 == 0b111) {
      in.bit += 3;
      return StaleMarker.VALUE;
    }
    // What follows the first one is: zero for the old window, one (and a zero) for a new one.
    return word << 1 < 0 ? changedInNewWindow(3) : changed(2);
  }

  /** The value after a code that says that it changed; the code's last bit tells the window. */
  private double changedValue(int head) {
    return in.peek() << head < 0 ? changedInNewWindow(head + 1) : changed(head + 1);
  }

  private double changedInNewWindow(int head) {
    long word = in.peek() << head;
    leading = (int) (word >>> 59);
    significant = (((int) (word >>> 53) - 1) & 63) + 1;
    if (leading + significant > 64) {
      throw in.corrupt("a window of changed bits is wider than a value");
    }
    return changed(head + 11);
  }

  private double changed(int head) {
    in.bit += head;
    long field = significant <= 56 ? in.bits(significant) : in.bits64() >>> (64 - significant);
    in.bit -= significant <= 56 ? 0 : 64 - significant;
    baseline ^= field << (64 - leading - significant);
    return Double.longBitsToDouble(baseline);
  }

  private void checkTimes(int count, SampleColumns out) {
    long[] times = out.timestamps;
    for (int i = out.size + 1; i < out.size + count; i++) {
      if (times[i] < times[i - 1]) {
        throw in.corrupt("time goes back from " + times[i - 1] + " to " + times[i]);
      }
      timesRepeat |= times[i] == times[i - 1];
    }
  }

  private static void putStart(SampleColumns out, int at, long start) {
    if (start != 0 || out.startTimes != null) {
      out.withStartTimes()[at] = start;
    }
  }
}
