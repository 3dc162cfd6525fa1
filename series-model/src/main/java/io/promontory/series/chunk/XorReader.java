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
    timesRepeat = false;
    head.read(chunk);
    int count = head.count;
    if (count == 0) {
      return 0;
    }
    out.ensureCapacity(out.size + count);
    out.timestamps[out.size] = head.time;
    out.values[out.size] = Double.longBitsToDouble(head.value);
    if (count > 1) {
      boolean whole = decodeRest(count, out);
      checkTimes(chunk, whole, count, out);
    }
    out.advance(count);
    return count;
  }

  @Override
  public boolean timesRepeat() {
    return timesRepeat;
  }

  /**
   * Decodes all samples but the first; false where the bytes do not suffice or make no sense. Sets
   * {@link #oddStep}.
   */
  private boolean decodeRest(int count, SampleColumns out) {
    final byte[] data = head.data;
    final long[] times = out.timestamps;
    final double[] values = out.values;
    final long endBit = head.end * 8L;
    final int last = out.size + count;
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
    while (true) {
      long codes = word >>> 61;
      if (codes == again) {
        value ^= (word << 3) >>> -significant << trailing;
        bit += 3 + significant;
        values[i++] = Double.longBitsToDouble(value);
      } else if (codes <= 1) {
        int run = Math.min(Long.numberOfLeadingZeros(word | 1 << 6) >>> 1, last - i);
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
      if (bit > endBit || i == last) {
        break;
      }
      word = load(data, bit);
    }
    time = fillTimes(times, timed, i, time, delta);
    oddStep = oddSteps < 0 || time < times[out.size];
    return bit <= endBit && invalid >= 0;
  }

  /** Writes the times of samples that follow each other in one step; returns the last. */
  private static long fillTimes(long[] times, int from, int to, long before, long delta) {
    for (int i = from; i < to; i++) {
      times[i] = before + (i - from + 1) * delta;
    }
    return before + (to - from) * delta;
  }

  private void checkTimes(Chunk chunk, boolean whole, int count, SampleColumns out) {
    if (!whole) {
      throw CorruptChunkException.of(chunk, "its bits do not make up " + count + " samples");
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
