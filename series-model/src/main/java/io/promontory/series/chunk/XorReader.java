package io.promontory.series.chunk;

import static io.promontory.series.chunk.XorHead.load;
import static io.promontory.series.chunk.XorHead.odd;
import static io.promontory.series.chunk.XorHead.timeCode;
import static io.promontory.series.chunk.XorHead.timeCodeBits;
import static io.promontory.series.chunk.XorHead.wide;

/**
 * Decodes chunks of encoding {@link Encoding#XOR} (Prometheus TSDB, chunk format) into columns.
 *
 * <p>The loop holds its whole state in locals and loads 64 bits at the current bit position once
 * per sample: at least 57 of them count, which covers both codes and the value bits of nearly every
 * sample. The three bits in front tell the two commonest samples at once: {@code 010} is the same
 * time step and a value in the window of the one before, {@code 00} the same step and the same
 * value, where the leading zeros of the word count a run. Times are written for a stretch of equal
 * steps, and that they go forward is checked where the step changes.
 */
public final class XorReader implements ChunkReader {
  /** So many bits of a word are there at least, whatever its position. */
  private static final int WHOLE_BITS = 57;

  /** Codes of a sample with the step and the window of the one before. */
  private static final long ONLY_BITS_OF_VALUE = 0b010;

  /** Three bits are never this: the window before is too wide for one word, or there is none. */
  private static final long NEVER = 8;

  private final XorHead head = new XorHead();

  /** Whether the bytes of the chunk read last sufficed and made sense. */
  private boolean whole;

  /** Set where a time step of the chunk read last asks for {@link #checkTimes}. */
  private boolean oddStep;

  private boolean timesRepeat;

  /**
   * Appends all samples of a chunk. Timestamps never go back; they may repeat, as they do at the
   * end of downsampled counters.
   *
   * @return the number of samples appended
   * @throws CorruptChunkException if the bytes break the format; {@code out} keeps its old size
   */
  @Override
  public int decode(Chunk chunk, SampleColumns out) {
    return decodeUpTo(Long.MAX_VALUE, chunk, out);
  }

  /**
   * As {@link #decode}, but ends with the first sample behind a time; of what follows it is not
   * known whether it breaks the format.
   *
   * @param maxTime ms
   */
  int decodeUpTo(long maxTime, Chunk chunk, SampleColumns out) {
    timesRepeat = false;
    head.read(chunk);
    int count = head.count;
    if (count == 0) {
      return 0;
    }
    out.ensureCapacity(out.size + count);
    out.timestamps[out.size] = head.time;
    out.values[out.size] = Double.longBitsToDouble(head.value);
    int decoded = 1;
    if (count > 1 && head.time <= maxTime) {
      decoded = decodeRest(count, maxTime, out) - out.size;
      checkTimes(chunk, decoded, out);
    }
    out.advance(decoded);
    return decoded;
  }

  @Override
  public boolean timesRepeat() {
    return timesRepeat;
  }

  /**
   * Decodes the samples behind the first, up to one behind a time. Sets {@link #whole} and {@link
   * #oddStep}.
   *
   * @return the index behind the last one
   */
  private int decodeRest(int count, long maxTime, SampleColumns out) {
    final byte[] data = head.data;
    final long[] times = out.timestamps;
    final double[] values = out.values;
    final long endBit = head.end * 8L;
    final int last = out.size + count;
    final boolean bounded = maxTime != Long.MAX_VALUE;
    int i = out.size + 1;
    int timed = i;
    long time = head.time;
    long delta = head.delta;
    long oddSteps = odd(delta);
    long value = head.value;
    int significant = 64;
    int trailing = 0;
    int invalid = 0;
    long again = NEVER;
    // The second sample has no time code: it is read as if a zero bit stood before its value.
    long bit = head.position * 8L - 1;
    long word = load(data, bit + 1) >>> 1;
    int stop = bounded ? stop(i, time, delta, maxTime, last) : last;
    while (true) {
      long codes = word >>> 61;
      if (codes == again) {
        value ^= (word << 3) >>> -significant << trailing;
        bit += 3 + significant;
        values[i++] = Double.longBitsToDouble(value);
      } else if (codes <= 1) {
        int run = Math.min(Long.numberOfLeadingZeros(word | 1 << 6) >>> 1, stop - i);
        double same = Double.longBitsToDouble(value);
        for (int runEnd = i + run; i < runEnd; i++) {
          values[i] = same;
        }
        bit += 2 * run;
      } else {
        if (word >= 0) {
          word <<= 1;
          bit++;
        } else {
          time = fillTimes(times, timed, i, time, delta);
          timed = i;
          int size = timeCodeBits(word);
          delta += timeCode(data, bit, word, size);
          oddSteps |= odd(delta);
          bit += size;
          word = load(data, bit);
          stop = bounded ? stop(i, time, delta, maxTime, last) : last;
        }
        if (word >= 0) {
          bit++;
        } else {
          int code = 2;
          if (word << 1 < 0) {
            code = 13;
            significant = (((int) (word >>> 51) - 1) & 63) + 1;
            trailing = 64 - ((int) (word >>> 57) & 31) - significant;
            invalid |= trailing;
            again = 3 + significant <= WHOLE_BITS ? ONLY_BITS_OF_VALUE : NEVER;
          }
          long field =
              code + significant < WHOLE_BITS
                  ? (word << code) >>> -significant
                  : wide(data, bit + code, significant);
          value ^= field << trailing;
          bit += code + significant;
        }
        values[i++] = Double.longBitsToDouble(value);
      }
      if (bit > endBit || i >= stop) {
        break;
      }
      word = load(data, bit);
    }
    time = fillTimes(times, timed, i, time, delta);
    oddStep = oddSteps < 0 || time < times[out.size];
    whole = bit <= endBit && invalid >= 0;
    return i;
  }

  /**
   * The index behind the first sample that comes later than a time if the step stays as it is; once
   * it is decoded, its own time code has told whether it does.
   *
   * @param next index of the sample that follows on the one at a time
   */
  private static int stop(int next, long time, long delta, long maxTime, int last) {
    long room = maxTime - time;
    if (time > maxTime) {
      return next;
    }
    return delta <= 0 || room < 0 || room / delta >= last - next
        ? last
        : next + (int) (room / delta) + 1;
  }

  /** Writes the times of samples that follow each other in one step; returns the last. */
  private static long fillTimes(long[] times, int from, int to, long before, long delta) {
    for (int i = from; i < to; i++) {
      times[i] = before + (i - from + 1) * delta;
    }
    return before + (to - from) * delta;
  }

  private void checkTimes(Chunk chunk, int count, SampleColumns out) {
    if (!whole) {
      throw CorruptChunkException.of(chunk, "its bits do not make up " + head.count + " samples");
    }
    long[] times = out.timestamps;
    for (int i = out.size + 1; oddStep && i < out.size + count; i++) {
      if (times[i] < times[i - 1]) {
        throw CorruptChunkException.of(
            chunk, "time goes back from " + times[i - 1] + " to " + times[i]);
      }
      timesRepeat |= times[i] == times[i - 1];
    }
  }
}
